import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { type Context, quietly } from '../../progress/context.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { PageProfile } from './measure-pages.ts'
import { EMPTY_PROFILE } from './merge-profiles.ts'
import { profileByPages } from './profile-by-pages.ts'
import { profileByQueries } from './profile-by-queries.ts'
import type { TableProfile } from './profile-table.ts'
import type { TableStructure } from './table-structure.ts'

/**
 * Measures the tables of a snapshot: by the pages of the file as far as these tell, and by asking SQLite for the rest. Where
 * SQLite cannot read all rows, it is asked for the whole table, so that all columns are told of the same rows.
 *
 * @param jobs threads that measure a large snapshot
 * @throws the reason of `context.signal` when it is aborted
 */
export async function profileTables(
  snapshot: Snapshot,
  database: SqliteDatabase,
  tables: readonly TableStructure[],
  context: Context,
  jobs: number,
): Promise<readonly TableProfile[]> {
  const ask = (some: readonly TableStructure[], own: Context) =>
    profileByQueries(snapshot, database, some, own, jobs)
  const pages = await profileByPages(snapshot, database, tables, context, jobs)
  const found = tables.map((table, index) => ({ table, paged: pages[index] ?? null }))
  const rests = found.flatMap(({ table, paged }) => (paged === null ? [] : restOf(table, paged)))
  const answers = await ask(rests, quietly(context))
  const profiles = new Map<string, TableProfile>()
  for (const { table, paged } of found) {
    const answer = answers[rests.findIndex(({ name }) => name === table.name)] ?? null
    const profile = paged === null ? null : together(paged, answer)
    if (profile !== null) profiles.set(table.name, profile)
  }
  const others = tables.filter(({ name }) => !profiles.has(name))
  for (const [index, profile] of (await ask(others, context)).entries())
    profiles.set(others[index]?.name ?? '', profile)
  return tables.flatMap(({ name }) => profiles.get(name) ?? [])
}

/** The table with the columns that the pages do not tell; none where they tell all. */
function restOf(table: TableStructure, { columns: known }: PageProfile): readonly TableStructure[] {
  const columns = table.columns.filter((_, place) => known[place] === null)
  return columns.length === 0 ? [] : [{ ...table, columns }]
}

/** Null where SQLite could not read all rows. */
function together({ rows, columns }: PageProfile, answer: TableProfile | null): TableProfile | null {
  const isOfRows = answer?.issues.some(({ column }) => column === null) === true
  if (isOfRows || (answer !== null && answer.rowCount !== rows)) return null
  const asked = (answer?.profiles ?? []).values()
  return {
    profiles: columns.map((profile) => profile ?? asked.next().value ?? EMPTY_PROFILE),
    rowCount: rows,
    unreadColumns: answer?.unreadColumns ?? [],
    issues: answer?.issues ?? [],
  }
}
