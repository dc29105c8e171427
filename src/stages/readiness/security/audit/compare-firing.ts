import { sameName } from '../../../../sql/same-name.ts'
import type { TablePlan } from '../../../plan/migration-plan.ts'
import { list } from '../../finding.ts'
import type { AuditTrigger } from './source-trigger.ts'

/** When a trigger of the target fires. https://www.postgresql.org/docs/current/catalog-pg-trigger.html */
export interface Firing {
  /** For each row, and not once for a statement. */
  readonly eachRow: boolean
  /** It has a transition table, from which a trigger of a statement can read all rows. */
  readonly seesRows: boolean
  /** It has a WHEN. */
  readonly conditional: boolean
  /** Columns of `UPDATE OF`; null where any will do. */
  readonly columns: readonly string[] | null
}

/**
 * Why a trigger of the target fires for less than that of the source, which always fires for each row: a row that is written
 * to try it out shows none of that. Null where nothing speaks for it.
 * https://www.sqlite.org/lang_createtrigger.html
 *
 * @param plan of the table that it watches; null where it watches a view
 */
export function firesForLess(
  trigger: AuditTrigger,
  plan: TablePlan | null,
  firing: Firing,
): { readonly is: 'fault' | 'untold'; readonly text: string } | null {
  const { name, watches, writes, refuses } = trigger
  const unwatched = columnsUnwatched(trigger, plan, firing)
  if (unwatched.length > 0) {
    return {
      is: 'fault',
      text: `the trigger ${name} does not fire where ${list(unwatched)} of ${watches} is updated`,
    }
  }
  const refusesAll = refuses === 'always' && writes.length === 0
  if (!firing.eachRow && !refusesAll) {
    return firing.seesRows
      ? { is: 'untold', text: `whether ${name}, which fires once for a statement, heeds each row` }
      : { is: 'fault', text: `the trigger ${name} fires once for a statement and not for each row` }
  }
  // a condition of the source can also be in a query of its body
  if (firing.conditional && !trigger.conditional && refuses !== 'sometimes') {
    return {
      is: 'untold',
      text: `whether the condition of ${name} leaves out what the source heeds, where the trigger has none`,
    }
  }
  return null
}

/** Columns of the source that its trigger watches and that of the target does not. */
function columnsUnwatched(
  { on, columns }: AuditTrigger,
  plan: TablePlan | null,
  firing: Firing,
): readonly string[] {
  const watched = firing.columns
  if (on !== 'update' || watched === null || plan === null) return []
  return plan.columns
    .filter(({ source, generated }) =>
      columns === null ? !generated : columns.some((one) => sameName(one, source)),
    )
    .filter(({ target }) => !watched.includes(target))
    .map(({ source }) => source)
}
