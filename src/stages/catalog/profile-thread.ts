import { openSqlite, type SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { PageFile } from '../../engines/sqlite/pages/page-file.ts'
import type { Branch } from '../../engines/sqlite/pages/table-pages.ts'
import type { RowRange } from '../../engines/sqlite/row-chunks.ts'
import type { Reply } from '../../threads/serve-requests.ts'
import { measurePages, type PageProfile } from './measure-pages.ts'
import type { PageLayout } from './page-layout.ts'
import { profileTable, type TableProfile } from './profile-table.ts'
import { TableMeter } from './table-meter.ts'
import type { TableStructure } from './table-structure.ts'

// In a thread: measures tables, or parts of them. See profile-tables.ts.

export type ProfileRequest =
  | {
      readonly kind: 'pages'
      /** Of the database file. */
      readonly descriptor: number
      readonly branches: readonly Branch[]
      readonly table: TableStructure
      readonly layout: PageLayout
    }
  | {
      readonly kind: 'rows'
      readonly path: string
      readonly table: TableStructure
      readonly isUtf8: boolean
      readonly range: RowRange
    }
  /** No more of this file. */
  | { readonly kind: 'close' }

const NEVER = new AbortController().signal

/** Kept from one request to the next: all of them ask about one file, and many about ranges of one table. */
let open: SqliteDatabase | null = null
let file: PageFile | null = null
let last: { readonly table: string; readonly meter: TableMeter } | null = null

export async function handle(request: ProfileRequest, tell: (progress: unknown) => void): Promise<Reply> {
  switch (request.kind) {
    case 'pages':
      return { value: await measureOwnPages(request, tell), transfer: [] }
    case 'rows':
      return { value: await measureRows(request, tell), transfer: [] }
    case 'close':
      open?.close()
      open = null
      file = null
      last = null
      return { value: null, transfer: [] }
    default:
      return request satisfies never
  }
}

type Of<Kind extends ProfileRequest['kind']> = Extract<ProfileRequest, { readonly kind: Kind }>

function measureOwnPages(
  { descriptor, branches, table, layout }: Of<'pages'>,
  tell: (rows: number) => void,
): Promise<PageProfile | null> {
  file ??= new PageFile(descriptor)
  return measurePages(file, branches, table, layout, tell)
}

async function measureRows(
  { path, table, isUtf8, range }: Of<'rows'>,
  tell: (progress: unknown) => void,
): Promise<TableProfile> {
  open ??= openSqlite(path)
  if (last?.table !== table.name) last = { table: table.name, meter: new TableMeter(open, table, isUtf8) }
  // tells of rows only
  const context = { emit: tell, signal: NEVER }
  return await profileTable(open, table, last.meter, context, range)
}
