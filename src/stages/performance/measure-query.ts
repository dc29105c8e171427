import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { inTransaction, timed } from './ask-postgres.ts'
import type { SqliteAsker } from './ask-sqlite.ts'
import { ACCEPTABLE_BELOW, gradeOf, isDecided } from './grade.ts'
import { type Interval, medianInterval } from './interval.ts'
import type { EngineQuery, Query } from './query.ts'
import type { TimeLimits } from './time-limits.ts'

/** Measurements of one query on both sides. Milliseconds; those of PostgreSQL are without the round trip. */
export interface Measurement {
  readonly runs: number
  readonly sqliteMs: Interval
  readonly postgresMs: Interval
  readonly ratio: Interval
  readonly roundTripMs: number
}

/** As many as say at once that a query is too fast to grade. */
const FEWEST_FAST = 3
/** As many as let a derived query be called acceptable, where all of them are. */
const FEWEST_ACCEPTABLE = 3
/** The first gives a confidence of 99 %; more only where the interval still lies across a limit. */
const STEPS = [9, 15, 25] as const
/** Of a query so slow that the machine disturbs it little; their range gives 97 %. Nothing is called slow by fewer. */
const FEWEST_SLOW = 6
const SLOW = 250
/** What more runs than the fewest may take, in milliseconds. */
const PATIENCE = 2000
const PATIENCE_DERIVED = 150
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
 * @returns null where the time ran out before anything could be said, or one of them did not answer again
 */
export async function measureQuery(
  query: Query,
  sqlite: SqliteAsker,
  connection: PostgresConnection,
  limits: TimeLimits,
): Promise<Measurement | null> {
  const sqliteTimes: number[] = []
  const postgresTimes: number[] = []
  const roundTrips: number[] = []
  const started = performance.now()
  return await inTransaction(connection, 'read only', Math.max(1, limits.endsAt - started), async () => {
    while (true) {
      limits.signal.throwIfAborted()
      const left = limits.endsAt - performance.now()
      if (left <= 0) return null
      // what is fast is seen at once, and what is slow is not taken for fast by one run
      const repeats = postgresTimes.every((time) => time < limits.floorMs) ? 1 : REPEATS
      const sqliteMs = await bestOf(repeats, () => sqlite.time(query.sqlite, left))
      const postgresMs = await bestOf(repeats, () => timeOfAnswer(connection, query.postgres))
      const roundTripMs = await bestOf(repeats, () => timeOfRoundTrip(connection))
      if (sqliteMs === null || postgresMs === null || roundTripMs === null) return null
      sqliteTimes.push(Math.max(TICK, sqliteMs))
      postgresTimes.push(postgresMs)
      roundTrips.push(roundTripMs)
      const summary = summarise(sqliteTimes, postgresTimes, roundTrips)
      if (isEnough(query, summary, postgresTimes, limits, performance.now() - started))
        return isOpen(query, summary, limits) ? null : summary
    }
  })
}

/** A derived query that looks slow and was measured too seldom to say so: it must not pass for acceptable. */
function isOpen({ source }: Query, { ratio, postgresMs }: Measurement, { floorMs }: TimeLimits): boolean {
  const grade = gradeOf(ratio, postgresMs, floorMs)
  return source === 'derived' && grade === 'acceptable' && ratio.median >= ACCEPTABLE_BELOW
}

function isEnough(
  { source }: Query,
  summary: Measurement,
  postgresTimes: readonly number[],
  { floorMs, enoughAt }: TimeLimits,
  took: number,
): boolean {
  const { runs, ratio } = summary
  if (runs >= FEWEST_FAST && isClearlyFast(summary, postgresTimes, floorMs)) return true
  const isSlow = summary.sqliteMs.median + summary.postgresMs.median > SLOW
  if (source === 'derived' && runs >= FEWEST_ACCEPTABLE) {
    const grade = gradeOf(ratio, summary.postgresMs, floorMs)
    const isBad = grade === 'degraded' || grade === 'failed'
    if (isBad ? isSlow && runs >= FEWEST_SLOW : isDecided(ratio)) return true
    const isLate = took > PATIENCE_DERIVED || performance.now() > enoughAt
    if (isLate && runs >= (isBad ? FEWEST_SLOW : FEWEST_ACCEPTABLE)) return true
  }
  if (!STEPS.some((step) => step === runs) && !(isSlow && runs >= FEWEST_SLOW)) return false
  return runs === STEPS.at(-1) || took > PATIENCE || isDecided(ratio)
}

/** Milliseconds of the shortest; null as soon as one of them is. */
async function bestOf(repeats: number, measure: () => Promise<number | null>): Promise<number | null> {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < repeats; run++) {
    const milliseconds = await measure()
    if (milliseconds === null) return null
    best = Math.min(best, milliseconds)
    if (milliseconds > SHORT) break
  }
  return best
}

/** What PostgreSQL takes without the round trip, the best of three; null where it does not answer. */
export async function timeWithoutRoundTrip(
  connection: PostgresConnection,
  query: EngineQuery,
): Promise<number | null> {
  const time = await bestOf(REPEATS, () => timeOfAnswer(connection, query))
  const roundTrip = await bestOf(REPEATS, () => timeOfRoundTrip(connection))
  return time === null || roundTrip === null ? null : Math.max(0, time - roundTrip)
}

/** Null where PostgreSQL does not answer. */
async function timeOfAnswer(connection: PostgresConnection, query: EngineQuery): Promise<number | null> {
  const answer = await timed(connection, query)
  return answer.kind === 'rows' ? answer.milliseconds : null
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

async function timeOfRoundTrip(connection: PostgresConnection): Promise<number> {
  const started = performance.now()
  await connection.read('select $1::text', ['x'])
  return performance.now() - started
}
