import { type AttachedSet, isAmong } from '../../engines/sqlite/row-identities.ts'
import { joinBalanced } from '../../sql/join-balanced.ts'
import type { TableLoad } from '../load/load-result.ts'
import type { TablePlan } from '../plan/migration-plan.ts'

/** Which rows were not loaded. */
export interface RejectedRows {
  /** A SQLite predicate; null when all of them were loaded. */
  readonly predicate: string | null
  /** What a connection needs to know the predicate. */
  readonly sets: readonly AttachedSet[]
}

/**
 * The rows that were not loaded. Of what another tool has loaded, only the rows that are too large to be compared are
 * left out.
 *
 * It only says which rows to expect in the target. Were it wrong, a row would be missing or extra there, and
 * that is a mismatch.
 */
export function rejectedRows(table: TablePlan, loads: readonly TableLoad[] | null): RejectedRows {
  if (loads === null) return { predicate: table.tooLarge, sets: [] }
  const refused = loads.find(({ source }) => source === table.source)?.refusedRows ?? null
  const isRefused = refused === null ? null : isAmong(refused, REFUSED)
  const predicates = [...table.columns.map(({ misfit }) => misfit), isRefused]
    .filter((predicate) => predicate !== null)
    .map((predicate) => `coalesce(${predicate}, 0)`)
  const rejected = predicates.length === 0 ? null : joinBalanced(predicates, 'or')
  return {
    predicate:
      table.tooLarge === null ? rejected : `case when ${table.tooLarge} then 1 else ${rejected ?? '0'} end`,
    sets: refused === null ? [] : [{ path: refused.path, name: REFUSED }],
  }
}

const REFUSED = 'refused_rows'
