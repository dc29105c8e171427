import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { openPages, orUnexpected } from '../../engines/sqlite/pages/open-pages.ts'
import type { PageFile } from '../../engines/sqlite/pages/page-file.ts'
import { readRoots } from '../../engines/sqlite/pages/record-layout.ts'
import { type Branch, splitTree } from '../../engines/sqlite/pages/table-pages.ts'
import type { Context } from '../../progress/context.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { measurePages, type PageProfile } from './measure-pages.ts'
import { mergeProfiles } from './merge-profiles.ts'
import { type PageLayout, readPageLayout } from './page-layout.ts'
import type { ProfileRequest } from './profile-thread.ts'
import { HANDLER, shareOut } from './share-out.ts'
import type { TableStructure } from './table-structure.ts'

/** A part of a table, measured; null where its pages are not what they should be. */
interface Part {
  readonly table: TableStructure
  readonly layout: PageLayout
  readonly branches: readonly Branch[]
  profile: PageProfile | null
}

const PARTS_PER_THREAD = 4

/**
 * Measures tables by the pages of the file, those of a large snapshot in `jobs` threads. Null for a table that SQLite has to be
 * asked for.
 *
 * @throws the reason of `context.signal` when it is aborted
 */
export async function profileByPages(
  snapshot: Snapshot,
  database: SqliteDatabase,
  tables: readonly TableStructure[],
  context: Context,
  jobs: number,
): Promise<readonly (PageProfile | null)[]> {
  const file = openPages(snapshot)
  if (file === null) return tables.map(() => null)
  const isShared = jobs > 1 && snapshot.isLarge
  const most = isShared ? jobs * PARTS_PER_THREAD : 1
  const roots = readRoots(database)
  const parts = tables.flatMap((table) => partsOf(file, database, table, roots.get(table.name), most))
  await (isShared ? measureInThreads(parts, snapshot, context, jobs) : measureHere(parts, file, context))
  return tables.map((table) => {
    const own = parts.filter((part) => part.table === table).map(({ profile }) => profile)
    const known = own.filter((profile) => profile !== null)
    return known.length === own.length ? addUp(known) : null
  })
}

/** None where the table cannot be measured by its pages. */
function partsOf(
  file: PageFile,
  database: SqliteDatabase,
  table: TableStructure,
  root: number | undefined,
  most: number,
): readonly Part[] {
  const layout = readPageLayout(file, database, table, root)
  if (layout === null) return []
  const shares = orUnexpected(() => splitTree(file, layout.root, most)) ?? []
  return shares.map((branches) => ({ table, layout, branches, profile: null }))
}

async function measureHere(parts: readonly Part[], file: PageFile, { emit, signal }: Context): Promise<void> {
  for (const part of parts) {
    const { table, layout, branches } = part
    part.profile = await measurePages(file, branches, table, layout, (rows) => {
      signal.throwIfAborted()
      emit({ type: 'rows-done', stage: 'catalog', table: table.name, rows })
    })
  }
}

async function measureInThreads(
  parts: readonly Part[],
  { descriptor, threads }: Snapshot,
  { emit, signal }: Context,
  jobs: number,
): Promise<void> {
  await shareOut(parts, threads, jobs, signal, async (thread, part) => {
    const { table, layout, branches } = part
    const request: ProfileRequest = { kind: 'pages', descriptor, branches, table, layout }
    part.profile = await thread.ask<ProfileRequest, PageProfile | null>(HANDLER, request, (rows) =>
      emit({ type: 'rows-done', stage: 'catalog', table: table.name, rows: Number(rows) }),
    )
  })
}

/** Null where there is no part. */
function addUp([first, ...others]: readonly PageProfile[]): PageProfile | null {
  if (first === undefined) return null
  return others.reduce(
    (sum, part) => ({
      rows: sum.rows + part.rows,
      columns: sum.columns.map((column, place) => {
        const other = part.columns[place] ?? null
        return column === null || other === null ? null : mergeProfiles(column, other)
      }),
    }),
    first,
  )
}
