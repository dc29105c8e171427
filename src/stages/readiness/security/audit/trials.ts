import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { TableProbes } from '../access/table-probes.ts'
import { type RowPlace, type RowWrite, rowChange, rowWrite } from '../row-write.ts'
import { chooseRows } from './choose-rows.ts'
import { freshWrite } from './fresh-row.ts'
import type { AuditTrigger } from './source-trigger.ts'
import type { Trial } from './write-once.ts'

/**
 * What a trigger is tried with: a few rows that differ are inserted, updated to what they are, or deleted; one is updated to
 * the values of another; and one that is new is updated or deleted.
 *
 * @param heeded rows for which the condition of the trigger holds in the source: of a trigger with one, it has to heed these
 * @param alone statements that leave this trigger alone on
 */
export async function trialsOf(
  connection: PostgresConnection,
  probes: TableProbes,
  { on, columns, condition }: AuditTrigger,
  heeded: readonly RowPlace[],
  alone: readonly string[],
): Promise<readonly Trial[]> {
  const trial = (write: RowWrite | null, kind: Pick<Trial, 'isExtra' | 'isDemanded' | 'isFresh'>) =>
    write === null ? [] : [{ ...write, ...kind, oid: probes.oid, prepare: [...write.prepare, ...alone] }]
  const [first = null, ...others] = await chooseRows(connection, probes)
  const trials = trial(await rowWrite(connection, probes, on, first), {
    isExtra: false,
    isDemanded: condition === null,
    isFresh: false,
  })
  if (trials.length === 0) return []
  const more = { isExtra: true, isDemanded: condition === null, isFresh: false }
  const demanded = { ...more, isDemanded: true }
  for (const row of heeded) trials.push(...trial(await rowWrite(connection, probes, on, row), demanded))
  for (const row of others) trials.push(...trial(await rowWrite(connection, probes, on, row), more))
  if (on === 'update') {
    // it writes only columns without a unique index, and so perhaps none of those that are watched
    const changed = { ...more, isDemanded: more.isDemanded && columns === null }
    trials.push(...trial(await rowChange(connection, probes), changed))
  }
  if (on !== 'insert') {
    trials.push(...trial(await freshWrite(connection, probes, on), { ...more, isFresh: true }))
  }
  return trials
}
