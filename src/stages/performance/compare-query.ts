import type { CutRows, PostgresConnection } from '../../engines/postgres/database.ts'
import {
  askPostgres,
  inTransaction,
  isPlannable,
  type PostgresAnswer,
  planInPostgres,
} from './ask-postgres.ts'
import type { SqliteAsker, SqliteOutcome } from './ask-sqlite.ts'
import { compareInLocale, type LocaleOutcome, type LocaleTrial } from './compare-in-locale.ts'
import { compareInTimeZone } from './compare-in-time-zone.ts'
import { compareNames } from './compare-names.ts'
import type { Difference } from './compare-results.ts'
import { describePlan, type ExplainedQuery, explainQuery, indexesIn } from './describe-plan.ts'
import { gradeOf } from './grade.ts'
import type { Interval } from './interval.ts'
import { type Judged, judgeResults } from './judge-results.ts'
import { type Measurement, measureQuery } from './measure-query.ts'
import { passedOverIndexes } from './passed-over-indexes.ts'
import type { QueryOutcome } from './performance-result.ts'
import type { AskedQuery, Query } from './query.ts'
import type { SqliteRows } from './query-process.ts'
import { tooLarge } from './result-limits.ts'
import { type TimeLimits, timeFor } from './time-limits.ts'

/** What one query came to, with what is needed to explain it. */
export interface ComparedQuery {
  readonly outcome: QueryOutcome
  readonly difference: Difference
  /** What to write for a difference whose cause is known; null for any other. */
  readonly remedy: string | null
  /** What PostgreSQL says against it. */
  readonly refusal: Extract<PostgresAnswer, { readonly kind: 'refused' }> | null
  readonly explained: ExplainedQuery | null
  /** Of a query of the owner whose results are equal; null of any other. */
  readonly elsewhere: Elsewhere | null
}

/** What a query gives in a session, or a database, of another kind than those of the rehearsal. */
export interface Elsewhere {
  readonly locale: LocaleOutcome
  readonly timeZone: Difference
}

/** What is needed to ask a query of the owner once more. */
export interface Trials {
  /** Null where the server has no collation of another locale. */
  readonly locale: LocaleTrial | null
  readonly inTimeZone: boolean
}

/** PostgreSQL is never stopped before it is known that it is over five times slower. */
const PATIENCE_RATIO = 6
/** Milliseconds for EXPLAIN, beside so many times what the query takes, where it runs it once more. */
const EXPLAIN_TIMEOUT = 10_000
const EXPLAIN_RATIO = 3

/**
 * Asks both engines once and compares the answers, then measures them.
 *
 * @param trials how a query of the owner is asked once more
 */
export async function compareQuery(
  query: AskedQuery,
  sqlite: SqliteAsker,
  connection: PostgresConnection,
  limits: TimeLimits,
  trials: Trials,
): Promise<ComparedQuery> {
  const timeout = timeFor(query, limits)
  if (timeout <= 0) return outOfTime(query, limits)
  const asked = await sqlite.rows(query.sqlite, timeout)
  if (asked.kind === 'refused') return notRun(query, asked.reason)
  if (asked.kind === 'writes') return await onlyPlanned(query, connection, timeout)
  if (asked.kind === 'stopped') return notRun(query, `SQLite was stopped after ${inSeconds(timeout)}`)
  const { rows, milliseconds } = asked
  const patience = Math.max(timeout, PATIENCE_RATIO * milliseconds)
  const left = Math.max(1, Math.min(limits.endsAt - performance.now(), patience))
  const answer = await askPostgres(connection, query.postgres, left)
  if (answer.kind === 'refused') return refused(query, answer, rows.length)
  if (answer.kind === 'stopped')
    return await stopped(query, connection, rows.length, milliseconds, answer.milliseconds)
  const isCut = answer.rows.rows.length < answer.rows.rowCount
  if (isCut && answer.rows.rowCount === rows.length) return notRun(query, tooLarge('bytes'), rows.length)
  const { results, difference, reason, remedy } = judgeNamed(query, asked, answer.rows)
  const elsewhere =
    results === 'equal' && query.source === 'settings'
      ? await askElsewhere(query, asked, connection, trials, left)
      : null
  const isLate = query.source === 'derived' && performance.now() > limits.enoughAt
  const isLong = answer.milliseconds >= limits.floorMs
  const measured = isLate && isLong ? null : await measureQuery(query, sqlite, connection, limits)
  if (measured === null) {
    const found = outOfTime(query, limits, rows.length, results)
    const indexes = await indexesOf(connection, query, await explain(connection, query, 'plan'))
    return { ...found, outcome: { ...found.outcome, ...indexes }, difference, remedy, elsewhere }
  }
  return {
    ...(await explained(query, measured, { results, reason, rows: rows.length }, connection, limits)),
    difference,
    remedy,
    elsewhere,
  }
}

/** What the rows say, and where they are alike what their columns are called: an application reads both. */
function judgeNamed(
  query: AskedQuery,
  asked: Extract<SqliteOutcome, { readonly kind: 'rows' }>,
  answer: CutRows,
): Judged & Pick<ComparedQuery, 'remedy'> {
  const judged = judgeResults(query, asked, answer)
  const isOurs = query.source === 'derived'
  if (isOurs || judged.results === 'different') return { ...judged, remedy: null }
  const others = compareNames(asked.columns, answer.names, query.sqlite.sql)
  return others === null ? { ...judged, remedy: null } : { results: 'different', reason: null, ...others }
}

async function askElsewhere(
  query: AskedQuery,
  sqlite: SqliteRows,
  connection: PostgresConnection,
  { locale, inTimeZone }: Trials,
  timeout: number,
): Promise<Elsewhere> {
  return {
    locale: await compareInLocale(query, sqlite, connection, locale, timeout),
    timeZone: inTimeZone ? await compareInTimeZone(query, sqlite, connection, timeout) : null,
  }
}

/** A statement that writes runs on neither side; PostgreSQL says whether it could. */
async function onlyPlanned(
  query: Query,
  connection: PostgresConnection,
  timeout: number,
): Promise<ComparedQuery> {
  const reason = 'it writes; only queries that read are measured'
  if (!isPlannable(query.postgres.sql)) return notRun(query, reason)
  const planned = await planInPostgres(connection, query.postgres, timeout)
  if (planned.kind === 'refused') return refused(query, planned)
  return notRun(query, planned.kind === 'rows' ? `${reason}. PostgreSQL plans it without an error` : reason)
}

/**
 * What PostgreSQL says of the transaction of the rehearsal, which cannot write, or of its own server, is nothing against
 * the statement. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_THE_REHEARSAL = /^(25|5[378]|XX)/

function refused(
  query: Query,
  refusal: NonNullable<ComparedQuery['refusal']>,
  rows: number | null = null,
): ComparedQuery {
  const found = notRun(query, `PostgreSQL refuses it: ${refusal.message}`, rows)
  const isRefused = !OF_THE_REHEARSAL.test(refusal.sqlstate)
  return { ...found, outcome: { ...found.outcome, isRefused }, refusal }
}

/** The grade, and what PostgreSQL says of how it came to its answer. */
async function explained(
  query: Query,
  measured: Measurement,
  found: Pick<QueryOutcome, 'results' | 'reason' | 'rows'>,
  connection: PostgresConnection,
  { floorMs }: TimeLimits,
): Promise<Omit<ComparedQuery, 'difference' | 'remedy' | 'elsewhere'>> {
  const grade = gradeOf(measured.ratio, measured.postgresMs, floorMs)
  const isSlow = grade === 'degraded' || grade === 'failed'
  const timeout = EXPLAIN_TIMEOUT + EXPLAIN_RATIO * measured.postgresMs.high
  const run = await explain(connection, query, grade === 'too-fast' ? 'plan' : 'time', timeout)
  const nodes = isSlow ? await explain(connection, query, 'nodes', timeout) : null
  const outcome = {
    ...measured,
    ...found,
    ratio: grade === 'too-fast' ? null : measured.ratio,
    query,
    grade,
    isRefused: false,
    isLeftOut: false,
    outOfScope: [],
    executionMs: run?.executionMs ?? null,
    ...(await indexesOf(connection, query, run)),
    plan: nodes !== null ? describePlan(nodes.root) : [],
  } as const
  return { outcome, refusal: null, explained: nodes }
}

function outOfTime(
  query: Query,
  { endsAt }: TimeLimits,
  rows: number | null = null,
  results: QueryOutcome['results'] = 'not-compared',
): ComparedQuery {
  if (query.source === 'settings') return notRun(query, 'the time for all queries had run out', rows, results)
  const isOver = performance.now() > endsAt
  const reason = isOver
    ? 'the time for derived queries had run out'
    : 'to measure it would take more time than derived queries get'
  const found = notRun(query, reason, rows, results)
  return { ...found, outcome: { ...found.outcome, isLeftOut: true } }
}

function inSeconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0))} s`
}

export function notRun(
  query: Query,
  reason: string,
  rows: number | null = null,
  results: QueryOutcome['results'] = 'not-compared',
): ComparedQuery {
  const nothing = {
    sqliteMs: null,
    postgresMs: null,
    executionMs: null,
    ratio: null,
    roundTripMs: null,
    runs: 0,
    isRefused: false,
    isLeftOut: false,
    outOfScope: [],
    indexes: [],
    passedOver: [],
    plan: [],
  }
  const outcome = { query, grade: 'not-run', reason, results, rows, ...nothing } as const
  return { outcome, difference: null, remedy: null, refusal: null, explained: null, elsewhere: null }
}

/** A query that was stopped takes at least as long as it was let run. */
async function stopped(
  query: Query,
  connection: PostgresConnection,
  rows: number,
  sqliteMs: number,
  postgresMs: number,
): Promise<ComparedQuery> {
  const took = `SQLite took ${sqliteMs.toFixed(1)} ms`
  const reason = `PostgreSQL was stopped after ${inSeconds(postgresMs)}; ${took}`
  const ratio = atLeast(postgresMs / sqliteMs)
  const grade = gradeOf(ratio, atLeast(postgresMs), 0)
  // it may have been stopped because the time for all queries was over: then nothing is known of it
  if (grade !== 'failed') return notRun(query, reason, rows)
  const explained = await explain(connection, query, 'plan')
  const outcome = {
    ...notRun(query, reason, rows).outcome,
    grade,
    runs: 1,
    sqliteMs: atLeast(sqliteMs),
    postgresMs: atLeast(postgresMs),
    ratio,
    ...(await indexesOf(connection, query, explained)),
    plan: explained === null ? [] : describePlan(explained.root),
  }
  return { outcome, difference: null, remedy: null, refusal: null, explained, elsewhere: null }
}

function atLeast(value: number): Interval {
  return { low: value, median: value, high: value }
}

async function explain(
  connection: PostgresConnection,
  query: Query,
  how: Parameters<typeof explainQuery>[2],
  timeout = EXPLAIN_TIMEOUT,
): Promise<ExplainedQuery | null> {
  return await inTransaction(connection, 'read only', timeout, () =>
    explainQuery(connection, query.postgres, how),
  )
}

async function indexesOf(
  connection: PostgresConnection,
  query: Query,
  planned: ExplainedQuery | null,
): Promise<Pick<QueryOutcome, 'indexes' | 'passedOver'>> {
  if (planned === null) return { indexes: [], passedOver: [] }
  const { root } = planned
  return { indexes: indexesIn(root), passedOver: await passedOverIndexes(connection, query.postgres, root) }
}
