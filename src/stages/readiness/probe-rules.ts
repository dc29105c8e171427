import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { amount, formatCount } from '../../progress/amount.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { PostDataKind, PostDataStatement } from '../target/post-data.ts'
import type { SchemaFacts, TableFacts } from '../target/schema-facts.ts'
import { type Finding, fail, list, pass } from './finding.ts'
import type { Subject } from './subject.ts'

/** Every foreign key that the load has made is in the catalog, validated and enforced. */
export function judgeForeignKeys(subject: Subject, actual: SchemaFacts): Finding {
  const keys = madeBy(subject, ['foreign-key'])
  const faults = keys.flatMap(({ table, name, staysInvalid }) => {
    const found = tableOf(actual, table)?.constraints.find((constraint) => constraint.name === name)
    if (found === undefined) return [`${name} of ${table.name} is gone`]
    if (!found.validated && staysInvalid !== true) return [`${name} of ${table.name} is not validated`]
    return found.enforced ? [] : [`${name} of ${table.name} is not enforced`]
  })
  if (faults.length > 0) return fail(`By the catalog of PostgreSQL, ${list(faults)}.`)
  return pass(`Its catalog has ${amount(keys.length, 'foreign key')}, all validated and enforced.`)
}

const KEYS: readonly PostDataKind[] = ['primary-key', 'unique']
const INDEXES: readonly PostDataKind[] = ['unique-index', 'index']

/**
 * Every key and index that the load has made is in the catalog, valid, and what the plan asks for.
 *
 * @param planned null for a schema of the application: there the rules are what the application made
 */
export async function probeIndexes(
  subject: Subject,
  actual: SchemaFacts,
  planned: SchemaFacts | null,
): Promise<Finding> {
  const states = await readStates(subject.database)
  const made = madeBy(subject, [...KEYS, ...INDEXES])
  const faults = made.flatMap((statement) => {
    const { table, name } = statement
    const state = states.get(JSON.stringify([table.schema, name]))
    if (state === undefined) return [`${name} of ${table.name} is gone`]
    if (!state) return [`${name} of ${table.name} is not valid`]
    const wanted = planned === null ? null : definitionOf(planned, statement)
    const changed = wanted !== null && definitionOf(actual, statement) !== wanted
    return changed ? [`${name} of ${table.name} is not what the plan asks for`] : []
  })
  if (faults.length > 0) return fail(`By the catalog of PostgreSQL, ${list(faults)}.`)
  const equal = planned === null ? '' : ' and defined as planned'
  const unused = unusedBy(subject.performance, made)
  return pass([`Its catalog has all ${made.length}, valid${equal}.`, ...unused].join(' '))
}

/** What no query of the workload reads by. A key and a unique index also enforce a rule, so nothing fails by it. */
function unusedBy(
  performance: Subject['performance'],
  made: readonly PostDataStatement[],
): readonly string[] {
  if (performance === null || made.length === 0) return []
  const { queries } = performance
  const unused = made.filter(({ name }) => !queries.some(({ indexes }) => indexes.includes(name)))
  if (unused.length === 0) return ['Each is used by a query of the workload.']
  // first what was made for queries alone
  const byUse = unused.toSorted((a, b) => Number(a.kind !== 'index') - Number(b.kind !== 'index'))
  const named = byUse.map(({ table, name }) => {
    const asking = queries.find(({ passedOver }) => passedOver.includes(name))
    const text = `${name} of ${table.name}`
    return {
      isIdle: asking === undefined,
      text: asking === undefined ? text : `${text} (${asking.query.name})`,
    }
  })
  const sentence = (isIdle: boolean, words: string) => {
    const texts = named.filter((one) => one.isIdle === isIdle).map(({ text }) => text)
    return texts.length === 0 ? [] : [`${formatCount(texts.length)} of them ${words}: ${list(texts)}.`]
  }
  const instead =
    'would be used by a query for which PostgreSQL reads the whole table, as it is small or most of it is asked for'
  return [...sentence(true, 'no query of the workload uses'), ...sentence(false, instead)]
}

/** Without those that PostgreSQL has refused: they are in the ledger, and fail their line there. */
function madeBy({ schema, load }: Subject, kinds: readonly PostDataKind[]): readonly PostDataStatement[] {
  const dropped = new Set(
    load.ledger.filter(({ status }) => status === 'dropped' || status === 'changed').map(identity),
  )
  return schema.postData.filter(({ kind, entry }) => kinds.includes(kind) && !dropped.has(identity(entry)))
}

const identity = ({ type, table, name }: LedgerEntry) => JSON.stringify([type, table, name])

function tableOf(facts: SchemaFacts, wanted: PostDataStatement['table']): TableFacts | undefined {
  return facts.tables.find(({ schema, name }) => schema === wanted.schema && name === wanted.name)
}

function definitionOf(facts: SchemaFacts, { table, name, kind }: PostDataStatement): string | null {
  const found = tableOf(facts, table)
  const rules = KEYS.includes(kind) ? found?.constraints : found?.indexes
  return rules?.find((rule) => rule.name === name)?.definition ?? null
}

const SELECT_STATES = `
select n.nspname as schema, c.relname as name, i.indisvalid and i.indisready and i.indislive as usable
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c     on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace`

/** Whether PostgreSQL uses an index, by its schema and name. */
async function readStates(database: PostgresDatabase): Promise<ReadonlyMap<string, boolean>> {
  const connection = await database.connect()
  try {
    const { rows } = await connection.query(SELECT_STATES)
    return new Map(rows.map(({ schema, name, usable }) => [JSON.stringify([schema, name]), usable === 't']))
  } finally {
    await connection.close()
  }
}
