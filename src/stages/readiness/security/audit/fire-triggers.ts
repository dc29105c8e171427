import type { PostgresConnection, QueryResult } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteQualified } from '../../../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../../../plan/migration-plan.ts'
import { refusalOf } from '../../refusal.ts'
import { become, type Login } from '../access/attempt.ts'
import { DENIED } from '../access/denied.ts'
import { readProbes, type TableProbes } from '../access/table-probes.ts'
import { type RowWrite, rowChange, rowWrite } from '../row-write.ts'
import { type Firing, firesForLess } from './compare-firing.ts'
import type { AuditTrigger } from './source-trigger.ts'
import type { Writer } from './writer.ts'

/** What was found about the triggers of an audit trail. */
export interface Fired {
  readonly faults: readonly string[]
  /** What could not be told, in words. */
  readonly untold: readonly string[]
  /** Triggers that were seen to write, or to refuse. */
  readonly seen: number
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
  triggers: readonly AuditTrigger[],
  connection: PostgresConnection,
  writer: Writer,
): Promise<Fired> {
  const answers: Answer[] = []
  for (const trigger of triggers) answers.push(await fire(tables, trigger, connection, writer))
  return {
    faults: answers.flatMap((answer) => (answer.is === 'fault' ? [answer.text] : [])),
    untold: answers.flatMap((answer) => (answer.is === 'untold' ? [answer.text] : [])),
    seen: answers.filter(({ is }) => is === 'seen').length,
    withoutWriter: answers.flatMap((answer) => (answer.is === 'seen' ? (answer.without ?? []) : [])),
  }
}

type Answer =
  | { readonly is: 'seen'; readonly without: string | null }
  | { readonly is: 'present' }
  | { readonly is: 'fault' | 'untold'; readonly text: string }

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
  trigger: AuditTrigger,
  connection: PostgresConnection,
  writer: Writer,
): Promise<Answer> {
  const { name, watches, on } = trigger
  const plan = tables.find(({ source }) => source === watches)
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
  const answer = await observeAlone(tables, trigger, found.name ?? '', connection, writer)
  return answer.is === 'fault' || answer.is === 'untold' ? answer : (less ?? answer)
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
  trigger: AuditTrigger,
  found: string,
  connection: PostgresConnection,
  writer: Writer,
): Promise<Answer> {
  const { name, watches, writes, refuses } = trigger
  const plan = tables.find(({ source }) => source === watches)
  if (writes.length === 0 && refuses === null) return { is: 'present' }
  if (plan === undefined) return { is: 'untold', text: `what ${name} does: it watches the view ${watches}` }
  const probes = await readProbes(connection, plan)
  const alone = [
    `alter table ${probes.name} disable trigger user`,
    `alter table ${probes.name} enable trigger ${quoteIdentifier(found)}`,
  ]
  const targets = writes.flatMap((audit) => {
    const table = tables.find(({ source }) => source === audit)
    return table === undefined ? [] : [quoteQualified(table.target)]
  })
  const attempts = await attemptsAt(connection, probes, trigger, alone)
  const { isDenied, answer } = await observe(connection, writer.login, trigger, targets, attempts)
  if (!isDenied) return answer
  const own = await observe(connection, writer.itself, trigger, targets, attempts)
  return own.answer.is === 'seen' ? { is: 'seen', without: name } : own.answer
}

/** An update to what a row is comes first; a trigger that looks for a change gets one afterwards. */
async function attemptsAt(
  connection: PostgresConnection,
  probes: TableProbes,
  { on }: AuditTrigger,
  alone: readonly string[],
): Promise<readonly RowWrite[]> {
  const writes = [
    await rowWrite(connection, probes, on),
    on === 'update' ? await rowChange(connection, probes) : null,
  ]
  return writes.flatMap((write) =>
    write === null ? [] : [{ ...write, prepare: [...write.prepare, ...alone] }],
  )
}

async function observe(
  connection: PostgresConnection,
  login: Login,
  { name, watches, on, refuses }: AuditTrigger,
  targets: readonly string[],
  attempts: readonly RowWrite[],
): Promise<{ readonly answer: Answer; readonly isDenied: boolean }> {
  const untold = (why: string): Answer => ({ is: 'untold', text: `what ${name} does: ${why}` })
  const told = (answer: Answer) => ({ answer, isDenied: false })
  if (attempts.length === 0) return told(untold(`there is no row in ${watches}`))
  let obstacle: PostgresRefusal | null = null
  for (const attempt of attempts) {
    const outcome = await writeOnce(connection, login, attempt, targets)
    if (outcome === null) continue
    if (outcome.refusal !== null && !isRaised(outcome.refusal)) obstacle = outcome.refusal
    else if (outcome.kept ? targets.length > 0 && outcome.allGrew : refuses !== null)
      return told({ is: 'seen', without: null })
  }
  if (obstacle !== null) {
    const { sqlstate, where } = obstacle.fields
    return { answer: untold(refusalOf(obstacle)), isDenied: sqlstate === DENIED && where === null }
  }
  if (refuses === 'always')
    return told({ is: 'fault', text: `the trigger ${name} lets a row of ${watches} be ${PAST[on]}` })
  const what = targets.length > 0 ? 'wrote nothing' : 'refused nothing'
  return told(untold(`it ${what} when a row of ${watches} was ${PAST[on]}`))
}

const PAST = { insert: 'inserted', update: 'updated', delete: 'deleted' } as const

/** By a trigger, and not by a constraint or a mistake in a function; the context ends `at RAISE`. */
function isRaised({ fields: { where } }: PostgresRefusal): boolean {
  return where !== null && /\bRAISE\b/.test(where)
}

interface Outcome {
  /** The row was written, and no trigger has left it out. */
  readonly kept: boolean
  /** A row came into each audit table. */
  readonly allGrew: boolean
  readonly refusal: PostgresRefusal | null
}

/** Null where there was nothing to write. */
async function writeOnce(
  connection: PostgresConnection,
  login: Login,
  { prepare, needs, statement }: RowWrite,
  targets: readonly string[],
): Promise<Outcome | null> {
  await connection.query('savepoint fire')
  try {
    for (const sql of prepare) await connection.query(sql)
    if (needs !== undefined && (await connection.query(needs)).rowCount === 0) return null
    const before = await countAll(connection, targets)
    await become(connection, login)
    const { rowCount } = await connection.query(statement)
    await connection.query('set local role none')
    const after = await countAll(connection, targets)
    const allGrew = targets.every((_, at) => (after[at] ?? 0n) > (before[at] ?? 0n))
    return { kept: rowCount > 0, allGrew, refusal: null }
  } catch (error) {
    if (error instanceof PostgresRefusal) return { kept: false, allGrew: false, refusal: error }
    throw error
  } finally {
    await connection.query('rollback to savepoint fire')
  }
}

async function countAll(
  connection: PostgresConnection,
  targets: readonly string[],
): Promise<readonly bigint[]> {
  const counts: bigint[] = []
  for (const target of targets) {
    const { rows } = await connection.query(`select count(*) as n from ${target}`)
    counts.push(BigInt(rows[0]?.n ?? 0))
  }
  return counts
}
