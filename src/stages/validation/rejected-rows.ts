import type { LoadResult } from '../load/load-result.ts'
import type { TablePlan } from '../plan/migration-plan.ts'

/**
 * A SQLite predicate for the rows that were not loaded; null when all of them were.
 *
 * It only says which rows to expect in the target. Were it wrong, a row would be missing or extra there, and
 * that is a mismatch.
 */
export function rejectedRows(table: TablePlan, load: LoadResult | null): string | null {
  const loaded = load?.tables.find(({ source }) => source === table.source)
  const predicates = [
    ...(load === null ? [] : table.columns.map(({ misfit }) => misfit)),
    load === null ? null : table.tooLarge,
    loaded?.refusedRows ?? null,
  ].filter((predicate) => predicate !== null)
  return predicates.length === 0
    ? null
    : predicates.map((predicate) => `coalesce(${predicate}, false)`).join(' or ')
}
