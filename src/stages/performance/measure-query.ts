import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { inTransaction, timed } from './ask-postgres.ts'
import type { SqliteQuestion } from './ask-sqlite.ts'
import { isDecided } from './grade.ts'
import { type Interval, medianInterval } from './interval.ts'
import type { EngineQuery } from './query.ts'

/** Measurements of one query on both sides. Milliseconds; those of PostgreSQL are without the round trip. */
export interface Measurement {
  readonly runs: number
  readonly sqliteMs: Interval
  readonly postgresMs: Interval
  readonly ratio: Interval
  readonly roundTripMs: number
}

export interface MeasureLimits {
  readonly floorMs: number
  /** On the clock of `performance.now()`. */
  readonly endsAt: number
  readonly signal: AbortSignal
}

/** As many as say at once that a query is too fast to grade. */
const FEWEST_FAST = 5
/** The first gives a confidence of 99 %; more only where the interval still lies across a limit. */
const STEPS = [9, 15, 25] as const
/** Of a query so slow that the machine disturbs it little; their range gives 97 %. */
const FEWEST_SLOW = 6
const SLOW = 250
/** What more runs than the fewest may take, in milliseconds. */
const PATIENCE = 2000
/**
 * Each measurement is the best of three, where they are short: what else the machine does can only make a run longer.
 */
const REPEATS = 3
const SHORT = 100
/** The shortest time that counts, so that no ratio is endless. */
const TICK = 0.001

/**
 * Measures a query by turns, so that a machine that is slower for a while is so for both, and takes the ratio of each
 * pair. The caches are warm: both engines have answered before. What an empty query takes, there and back, is measured by
 * turns too and taken off: it is the network of the rehearsal, which is not that of production.
 *
 * @returns null where the time ran out, or PostgreSQL did not answer again
 */
export async function measureQuery(
  sqlite: SqliteQuestion,
  connection: PostgresConnection,
  query: EngineQuery,
  limits: MeasureLimits,
): Promise<Measurement | null> {
  const sqliteTimes: number[] = []
  const postgresTimes: number[] = []
  const roundTrips: number[] = []
  const started = performance.now()
  const left = limits.endsAt - started
  return await inTransaction(connection, 'read only', Math.max(1, left), async () => {
    while (true) {
      limits.signal.throwIfAborted()
      if (performance.now() > limits.endsAt) return null
      const sqliteMs = await bestOf(() => timeOf(sqlite))
      const postgresMs = await bestOf(() => timeOfAnswer(connection, query))
      const roundTripMs = await bestOf(() => timeOfRoundTrip(connection))
      if (sqliteMs === null || postgresMs === null || roundTripMs === null) return null
      sqliteTimes.push(sqliteMs)
      postgresTimes.push(postgresMs)
      roundTrips.push(roundTripMs)
      const runs = sqliteTimes.length
      const summary = summarise(sqliteTimes, postgresTimes, roundTrips)
      if (runs >= FEWEST_FAST && isClearlyFast(summary, postgresTimes, limits.floorMs)) return summary
      const isSlow = summary.sqliteMs.median + summary.postgresMs.median > SLOW
      if (!STEPS.some((step) => step === runs) && !(isSlow && runs >= FEWEST_SLOW)) continue
      const isLate = performance.now() - started > PATIENCE
      if (runs === STEPS.at(-1) || isLate || isDecided(summary.ratio)) return summary
    }
  })
}

/** Milliseconds of the shortest; null as soon as one of them is. */
export async function bestOf(measure: () => number | Promise<number | null>): Promise<number | null> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < REPEATS; run++) {
    const milliseconds = await measure()
    if (milliseconds === null) return null
    best = Math.min(best, milliseconds)
    if (milliseconds > SHORT) break
  }
  return best
}

/** Null where PostgreSQL does not answer. */
export async function timeOfAnswer(
  connection: PostgresConnection,
  query: EngineQuery,
): Promise<number | null> {
  const answer = await timed(connection, query)
  return answer.kind === 'rows' ? answer.milliseconds : null
}

function timeOf(sqlite: SqliteQuestion): number {
  const started = performance.now()
  sqlite.ask()
  return Math.max(TICK, performance.now() - started)
}

/** One that the machine has disturbed may be slower. */
function isClearlyFast(
  { roundTripMs }: Measurement,
  postgresTimes: readonly number[],
  floorMs: number,
): boolean {
  const [, second = 0] = postgresTimes.toSorted((a, b) => b - a)
  return second - roundTripMs < floorMs
}

function summarise(
  sqliteTimes: readonly number[],
  postgresTimes: readonly number[],
  roundTrips: readonly number[],
): Measurement {
  const roundTripMs = medianInterval(roundTrips).median
  const net = postgresTimes.map((time) => Math.max(TICK, time - roundTripMs))
  return {
    runs: sqliteTimes.length,
    sqliteMs: medianInterval(sqliteTimes),
    postgresMs: medianInterval(net),
    ratio: medianInterval(sqliteTimes.map((time, at) => (net[at] ?? 0) / time)),
    roundTripMs,
  }
}

export async function timeOfRoundTrip(connection: PostgresConnection): Promise<number> {
  const started = performance.now()
  await connection.read('select $1::text', ['x'])
  return performance.now() - started
}
