import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { askPostgres, inTransaction, type PostgresAnswer } from './ask-postgres.ts'
import { MOST_ROWS, refusalOf, type SqliteQuestion, type SqliteRows } from './ask-sqlite.ts'
import { compareResults, type Difference } from './compare-results.ts'
import { describePlan, type ExplainedQuery, explainQuery } from './describe-plan.ts'
import { gradeOf } from './grade.ts'
import type { Interval } from './interval.ts'
import { type MeasureLimits, measureQuery } from './measure-query.ts'
import type { QueryOutcome } from './performance-result.ts'
import type { Query } from './query.ts'

/** What one query came to, with what is needed to explain it. */
export interface ComparedQuery {
  readonly outcome: QueryOutcome
  readonly difference: Difference
  /** What PostgreSQL says against it. */
  readonly refusal: Extract<PostgresAnswer, { readonly kind: 'refused' }> | null
  readonly explained: ExplainedQuery | null
}

/** PostgreSQL is stopped after ten seconds, or so many times what SQLite takes. */
const LEAST_PATIENCE = 10_000
const PATIENCE_RATIO = 20

/** Asks both engines once and compares the answers, then measures them. */
export async function compareQuery(
  query: Query,
  sqlite: SqliteQuestion,
  connection: PostgresConnection,
  limits: MeasureLimits,
): Promise<ComparedQuery> {
  const asked = askOnce(sqlite)
  if (typeof asked === 'string') return notRun(query, asked)
  const { rows, milliseconds } = asked
  const timeout = Math.min(
    limits.endsAt - performance.now(),
    Math.max(LEAST_PATIENCE, PATIENCE_RATIO * milliseconds),
  )
  const answer = await askPostgres(connection, query.postgres, timeout)
  if (answer.kind === 'refused') {
    return { ...notRun(query, `PostgreSQL refuses it: ${answer.message}`, rows.length), refusal: answer }
  }
  if (answer.kind === 'stopped')
    return await stopped(query, connection, rows, milliseconds, answer.milliseconds)
  const difference = compareResults(rows, answer.rows, query.ordered)
  const measured = await measureQuery(sqlite, connection, query.postgres, limits)
  const results = difference === null ? 'equal' : 'different'
  if (measured === null) {
    const reason = 'the time for all queries ran out before it was measured'
    return { ...notRun(query, reason, rows.length, results), difference }
  }
  const grade = gradeOf(measured.ratio, measured.postgresMs, limits.floorMs)
  const isSlow = grade === 'degraded' || grade === 'failed'
  const run = grade === 'too-fast' ? null : await explain(connection, query, 'time', timeout)
  const explained = isSlow ? await explain(connection, query, 'nodes', timeout) : null
  const outcome = {
    ...measured,
    ratio: grade === 'too-fast' ? null : measured.ratio,
    query,
    grade,
    reason: null,
    results,
    rows: rows.length,
    executionMs: run?.executionMs ?? null,
    plan: explained !== null ? describePlan(explained.root) : [],
  } as const
  return { outcome, difference, refusal: null, explained }
}

function askOnce(
  sqlite: SqliteQuestion,
): { readonly rows: SqliteRows; readonly milliseconds: number } | string {
  try {
    sqlite.ask()
    const started = performance.now()
    const rows = sqlite.ask()
    const milliseconds = performance.now() - started
    return rows === null ? `it gives over ${MOST_ROWS.toLocaleString('en-US')} rows` : { rows, milliseconds }
  } catch (error) {
    return refusalOf(error)
  }
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
    plan: [],
  }
  const outcome = { query, grade: 'not-run', reason, results, rows, ...nothing } as const
  return { outcome, difference: null, refusal: null, explained: null }
}

/** A query that was stopped takes at least as long as it was let run. */
async function stopped(
  query: Query,
  connection: PostgresConnection,
  rows: SqliteRows,
  sqliteMs: number,
  postgresMs: number,
): Promise<ComparedQuery> {
  const seconds = Math.round(postgresMs / 1000)
  const reason = `PostgreSQL was stopped after ${seconds} s; SQLite took ${sqliteMs.toFixed(1)} ms`
  const ratio = atLeast(postgresMs / sqliteMs)
  const grade = gradeOf(ratio, atLeast(postgresMs), 0)
  // it may have been stopped because the time for all queries was over: then nothing is known of it
  if (grade !== 'failed') return notRun(query, reason, rows.length)
  const explained = await explain(connection, query, 'plan', LEAST_PATIENCE)
  const outcome = {
    ...notRun(query, reason, rows.length).outcome,
    grade,
    runs: 1,
    sqliteMs: atLeast(sqliteMs),
    postgresMs: atLeast(postgresMs),
    ratio,
    plan: explained === null ? [] : describePlan(explained.root),
  }
  return { outcome, difference: null, refusal: null, explained }
}

function atLeast(value: number): Interval {
  return { low: value, median: value, high: value }
}

async function explain(
  connection: PostgresConnection,
  query: Query,
  how: Parameters<typeof explainQuery>[2],
  timeout: number,
): Promise<ExplainedQuery | null> {
  return await inTransaction(connection, 'read only', Math.max(1000, timeout), () =>
    explainQuery(connection, query.postgres, how),
  )
}
