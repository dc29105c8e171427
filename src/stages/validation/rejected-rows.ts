import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { attachIdentities } from '../../engines/sqlite/row-identities.ts'
import { joinBalanced } from '../../sql/join-balanced.ts'
import type { LoadResult } from '../load/load-result.ts'
import type { TablePlan } from '../plan/migration-plan.ts'

/**
 * A SQLite predicate for the rows that were not loaded, on the connection that is given; null when all of them were. Of
 * what another tool has loaded, only the rows that are too large to be compared are left out.
 *
 * It only says which rows to expect in the target. Were it wrong, a row would be missing or extra there, and
 * that is a mismatch.
 */
export function rejectedRows(
  database: SqliteDatabase,
  table: TablePlan,
  load: LoadResult | null,
): string | null {
  if (load === null) return table.tooLarge
  const refused = load.tables.find(({ source }) => source === table.source)?.refusedRows ?? null
  const isRefused = refused === null ? null : attachIdentities(database, refused, 'refused_rows')
  const predicates = [...table.columns.map(({ misfit }) => misfit), isRefused]
    .filter((predicate) => predicate !== null)
    .map((predicate) => `coalesce(${predicate}, false)`)
  const rejected = predicates.length === 0 ? null : joinBalanced(predicates, 'or')
  if (table.tooLarge === null) return rejected
  return `case when ${table.tooLarge} then true else ${rejected ?? 'false'} end`
}
