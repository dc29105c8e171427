import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { list } from '../../finding.ts'
import type { Subject } from '../../subject.ts'
import { protectSequences, whyNoTriggerFires } from '../row-write.ts'
import { fireTriggers } from './fire-triggers.ts'
import type { AuditTrigger } from './source-trigger.ts'
import { takeRows } from './takes-rows.ts'
import { tryTruncate } from './try-truncate.ts'
import type { Writer } from './writer.ts'

/** What was seen of an audit trail at work. */
export interface Observed {
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untold: readonly string[]
  /** In a sentence, how many triggers were seen at work and as whom they were fired; null where none was. */
  readonly seen: string | null
}

/**
 * Lets the trail work, as its writer: rows are written into its tables, and the triggers of the source are fired in the
 * target. All of it is rolled back.
 *
 * @param names tables of the trail whose rows were loaded
 * @param choose the writer, in the transaction
 */
export async function observeTrail(
  { plan }: Pick<Subject, 'plan'>,
  names: readonly string[],
  triggers: readonly AuditTrigger[],
  source: SqliteDatabase,
  connection: PostgresConnection,
  choose: () => Promise<Writer>,
): Promise<Observed> {
  await connection.query('begin')
  try {
    const silent = await whyNoTriggerFires(connection)
    if (silent !== null) return { faults: [], untold: [silent], seen: null }
    await protectSequences(connection)
    const writer = await choose()
    const taken = await takeRows(plan, names, triggers, connection, writer)
    const truncated = await tryTruncate(plan, names, triggers, connection, writer)
    const fired = await fireTriggers(plan, source, triggers, connection, writer)
    return {
      faults: [...fired.faults, ...taken.faults, ...truncated.faults],
      untold: [...fired.untold, ...taken.untold, ...truncated.untold],
      seen: fired.seen.length === 0 ? null : sayFired(fired, writer),
    }
  } finally {
    await connection.query('rollback').catch(() => {})
  }
}

function sayFired(
  { seen, withoutWriter }: { readonly seen: readonly string[]; readonly withoutWriter: readonly string[] },
  { name }: Writer,
): string {
  const others =
    withoutWriter.length === 0
      ? ''
      : ` (${list(withoutWriter)} as the user of the run: ${name} may not write what it watches)`
  const were = seen.length === 1 ? 'was' : 'were'
  return `${seen.length} of which ${were} fired as ${name}${others} and seen to write or to refuse: ${list(seen)}`
}
