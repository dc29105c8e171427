import type { PostgresConnection, QueryResult } from '../../../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteQualified } from '../../../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../../../plan/migration-plan.ts'
import type { Login } from '../access/attempt.ts'
import { readProbes } from '../access/table-probes.ts'
import { type Firing, firesForLess } from './compare-firing.ts'
import { heededRows } from './heeded-rows.ts'
import { type Answer, judgeTrials } from './judge-trials.ts'
import type { AuditTrigger } from './source-trigger.ts'
import { trialsOf } from './trials.ts'
import { type Outcome, writeOnce } from './write-once.ts'
import type { Writer } from './writer.ts'

/** What was found about the triggers of an audit trail. */
export interface Fired {
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untold: readonly string[]
  /** Triggers that were seen to write, or to refuse: each with the rows that it was tried on, in words. */
  readonly seen: readonly string[]
  /** Those of them that were fired as the user of the run, because the writer may not write what they watch. */
  readonly withoutWriter: readonly string[]
}

/**
 * Looks for each trigger in the target by its name, on its table and for its event, and fires it alone: what writes a row
 * of the trail has to write one, and what protects the trail has to refuse.
 *
 * @param connection in a transaction that is rolled back, in which triggers fire
 */
export async function fireTriggers(
  { tables }: Pick<MigrationPlan, 'tables'>,
  source: SqliteDatabase,
  triggers: readonly AuditTrigger[],
  connection: PostgresConnection,
  writer: Writer,
): Promise<Fired> {
  const answers: Answer[] = []
  for (const trigger of triggers) answers.push(await fire(tables, source, trigger, connection, writer))
  return {
    faults: answers.flatMap((answer) => (answer.is === 'fault' ? [answer.text] : [])),
    untold: answers.flatMap((answer) => (answer.is === 'untold' ? [answer.text] : [])),
    seen: answers.flatMap((answer) => (answer.is === 'seen' ? [answer.tried] : [])),
    withoutWriter: answers.flatMap((answer) => (answer.is === 'seen' ? (answer.without ?? []) : [])),
  }
}

/** `tgtype` in the words of GRANT. https://www.postgresql.org/docs/current/catalog-pg-trigger.html */
const SELECT_TRIGGER = `
select t.tgname as name, t.tgenabled::text as enabled, c.relname as watches, n.nspname as schema,
       tgtype & (case $2 when 'insert' then 4 when 'delete' then 8 else 16 end) <> 0 as fires,
       tgtype & 1 <> 0 as each_row, tgqual is not null as conditional,
       tgoldtable is not null or tgnewtable is not null as sees_rows,
       (select json_agg(a.attname)
          from pg_catalog.pg_attribute a
         where a.attrelid = t.tgrelid and a.attnum = any (t.tgattr::int2[])) as columns
  from pg_catalog.pg_trigger t
  join pg_catalog.pg_class c on c.oid = t.tgrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where not t.tgisinternal and lower(t.tgname) = lower($1)
 order by t.tgname`

async function fire(
  tables: readonly TablePlan[],
  source: SqliteDatabase,
  trigger: AuditTrigger,
  connection: PostgresConnection,
  writer: Writer,
): Promise<Answer> {
  const { name, watches, on } = trigger
  const plan = tables.find((one) => one.source === watches)
  const { rows } = await connection.query(SELECT_TRIGGER, [name, on])
  if (rows.length === 0) return { is: 'fault', text: `the trigger ${name} is not in the target` }
  const found = rows.find((row) =>
    plan === undefined
      ? row.watches?.toLowerCase() === watches.toLowerCase()
      : row.watches === plan.target.name && row.schema === plan.target.schema,
  )
  if (found === undefined) return { is: 'fault', text: `the trigger ${name} does not watch ${watches}` }
  // R fires in replicas alone
  if (found.enabled !== 'O' && found.enabled !== 'A') {
    return { is: 'fault', text: `the trigger ${name} is disabled` }
  }
  if (found.fires !== 't') return { is: 'fault', text: `the trigger ${name} does not fire on ${on}` }
  const less = firesForLess(trigger, plan ?? null, firingOf(found))
  if (less?.is === 'fault') return less
  const answer = await observeAlone(tables, source, trigger, found.name ?? '', connection, writer)
  if (less === null || answer.is === 'fault') return answer
  return answer.is === 'untold' ? { is: 'untold', text: `${answer.text}, and ${less.text}` } : less
}

function firingOf(row: QueryResult['rows'][number]): Firing {
  return {
    eachRow: row.each_row === 't',
    seesRows: row.sees_rows === 't',
    conditional: row.conditional === 't',
    columns: row.columns == null ? null : JSON.parse(row.columns),
  }
}

/** @param found its name, as the target spells it */
async function observeAlone(
  tables: readonly TablePlan[],
  source: SqliteDatabase,
  trigger: AuditTrigger,
  found: string,
  connection: PostgresConnection,
  writer: Writer,
): Promise<Answer> {
  const { name, watches, writes, refuses } = trigger
  const plan = tables.find((one) => one.source === watches)
  if (writes.length === 0 && refuses === null) return { is: 'present' }
  if (plan === undefined) return { is: 'untold', text: `what ${name} does: it watches the view ${watches}` }
  const probes = await readProbes(connection, plan)
  const alone = [
    `alter table ${probes.name} disable trigger user`,
    `alter table ${probes.name} enable trigger ${quoteIdentifier(found)}`,
  ]
  const targets = writes.flatMap((audit) => {
    const table = tables.find((one) => one.source === audit)
    return table === undefined ? [] : [quoteQualified(table.target)]
  })
  const heeded = await heededRows(source, connection, plan, probes, trigger)
  const trials = await trialsOf(connection, probes, trigger, heeded, alone)
  const observe = async (login: Login) => {
    const outcomes: (Outcome | null)[] = []
    for (const trial of trials) outcomes.push(await writeOnce(connection, login, trial, targets))
    return judgeTrials(trigger, trials, outcomes, targets.length)
  }
  const { isDenied, answer } = await observe(writer.login)
  if (!isDenied) return answer
  const own = (await observe(writer.itself)).answer
  return own.is === 'seen' ? { ...own, without: name } : own
}
