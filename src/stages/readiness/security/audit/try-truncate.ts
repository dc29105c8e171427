import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { quoteQualified } from '../../../../sql/quote.ts'
import type { MigrationPlan } from '../../../plan/migration-plan.ts'
import { refusalOf } from '../../refusal.ts'
import { attempt } from '../access/attempt.ts'
import { DENIED } from '../access/denied.ts'
import type { AuditTrigger } from './source-trigger.ts'
import type { Writer } from './writer.ts'

/** What was found about TRUNCATE of tables that a trigger protects from DELETE. */
export interface Truncated {
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untold: readonly string[]
}

/**
 * SQLite has no TRUNCATE: what refuses DELETE there protects every row. In PostgreSQL no row trigger fires for TRUNCATE, so
 * the application must have no right to it, or another trigger has to refuse it. Taken back.
 * https://www.postgresql.org/docs/current/sql-truncate.html
 *
 * @param names tables of the trail, as the source calls them
 * @param connection in a transaction that is rolled back, in which triggers fire
 */
export async function tryTruncate(
  { tables }: Pick<MigrationPlan, 'tables'>,
  names: readonly string[],
  triggers: readonly AuditTrigger[],
  connection: PostgresConnection,
  { login, itself, name }: Writer,
): Promise<Truncated> {
  const found = { faults: [] as string[], untold: [] as string[] }
  const guarded = triggers.flatMap(({ on, refuses, watches }) =>
    on === 'delete' && refuses !== null ? [watches] : [],
  )
  for (const { source, target } of tables) {
    if (!names.includes(source) || !guarded.includes(source)) continue
    const refusal = await attempt(connection, login, `truncate ${quoteQualified(target)} cascade`)
    if (refusal === null && login === itself)
      found.untold.push(
        `whether the application may TRUNCATE ${source}, for which the trigger that refuses DELETE does not fire (it was tried as ${name}; a trigger that refuses TRUNCATE would settle it)`,
      )
    else if (refusal === null)
      found.faults.push(
        `${name} may TRUNCATE ${source}, for which the trigger that refuses DELETE does not fire`,
      )
    else if (refusal.sqlstate !== DENIED && !/\bRAISE\b/.test(refusal.where ?? ''))
      found.untold.push(`whether ${name} may TRUNCATE ${source}: ${refusalOf({ fields: refusal })}`)
  }
  return found
}
