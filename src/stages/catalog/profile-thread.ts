import { openSqlite, type SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { RowRange } from '../../engines/sqlite/row-chunks.ts'
import type { Reply } from '../../threads/serve-requests.ts'
import type { LearnedColumn } from './column-group.ts'
import { profileTable } from './profile-table.ts'
import { TableMeter } from './table-meter.ts'
import type { TableStructure } from './table-structure.ts'

// In a thread: measures tables, or ranges of them. See profile-tables.ts.

export type ProfileRequest =
  | {
      readonly kind: 'measure'
      readonly path: string
      readonly table: TableStructure
      readonly isUtf8: boolean
      readonly range: RowRange
      /** What is known of the columns beforehand; null where nothing is. */
      readonly learned: readonly LearnedColumn[] | null
    }
  /** No more of this file. */
  | { readonly kind: 'close' }

const NEVER = new AbortController().signal

/** Kept from one request to the next: all of them ask about one file, and many about ranges of one table. */
let open: SqliteDatabase | null = null
let last: { readonly table: string; readonly meter: TableMeter } | null = null

export async function handle(request: ProfileRequest, tell: (progress: unknown) => void): Promise<Reply> {
  if (request.kind === 'close') {
    open?.close()
    open = null
    last = null
    return { value: null, transfer: [] }
  }
  const { path, table, isUtf8, range, learned } = request
  open ??= openSqlite(path)
  if (last?.table !== table.name) {
    last = { table: table.name, meter: new TableMeter(open, table, isUtf8, learned) }
  }
  // tells of rows only
  const context = { emit: tell, signal: NEVER }
  const value = await profileTable(open, table, last.meter, context, range)
  return { value, transfer: [] }
}
