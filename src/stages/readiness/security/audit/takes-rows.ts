import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { MigrationPlan } from '../../../plan/migration-plan.ts'
import { refusalOf } from '../../refusal.ts'
import { attemptRows } from '../access/attempt.ts'
import { DENIED } from '../access/denied.ts'
import { readProbes } from '../access/table-probes.ts'
import { whyNoRow } from '../no-row-written.ts'
import { rowWrite } from '../row-write.ts'
import type { AuditTrigger } from './source-trigger.ts'
import type { Writer } from './writer.ts'

/** What was found about tables of an audit trail that should take more rows. */
export interface Taken {
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untold: readonly string[]
}

/**
 * Writes a row into each table of an audit trail, as an application that writes the trail itself: a trigger or a rule of the
 * target must not leave it out. A constraint that refuses the row has seen it.
 *
 * @param names tables of the source
 * @param triggers of the source: a table that one of them watches for INSERT, to refuse, may refuse here too
 * @param connection in a transaction that is rolled back, in which triggers fire
 */
export async function takeRows(
  { tables }: Pick<MigrationPlan, 'tables'>,
  names: readonly string[],
  triggers: readonly AuditTrigger[],
  connection: PostgresConnection,
  { login, itself }: Writer,
): Promise<Taken> {
  const guarded = triggers.flatMap(({ on, refuses, watches }) =>
    on === 'insert' && refuses !== null ? [watches] : [],
  )
  const found = { faults: [] as string[], untold: [] as string[] }
  for (const plan of tables) {
    const { source } = plan
    if (!names.includes(source) || guarded.includes(source)) continue
    const probes = await readProbes(connection, plan)
    const write = await rowWrite(connection, probes, 'insert')
    if (write === null) continue
    const written = async (one: typeof login) =>
      await attemptRows(connection, one, write.statement, write.prepare)
    let [by, touched] = [login, await written(login)]
    // whether it may is for access-controls to say
    if (typeof touched !== 'number' && touched.sqlstate === DENIED) {
      by = itself
      touched = await written(itself)
    }
    if (touched === 0) {
      const none = await whyNoRow(connection, by, probes, 'insert', write)
      if (none.kind === 'swallowed') found.faults.push(`${source} takes no row, by the ${none.by}`)
      else found.untold.push(`whether ${source} takes a row: ${none.why}`)
    } else if (typeof touched !== 'number' && !touched.sqlstate.startsWith('23')) {
      found.untold.push(`whether ${source} takes a row: ${refusalOf({ fields: touched })}`)
    }
  }
  return found
}
