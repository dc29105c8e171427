import type { PerformanceOptions } from './performance-options.ts'
import type { Query } from './query.ts'

/** What the queries may take. Times are on the clock of `performance.now()`, others are milliseconds. */
export interface TimeLimits {
  readonly floorMs: number
  /** From here on nothing is asked any more. */
  readonly endsAt: number
  /** From here on a query is compared and looked at, but not measured at length. */
  readonly enoughAt: number
  /** For one run of a query. */
  readonly queryMs: number
  readonly signal: AbortSignal
}

/** What the queries that nobody has asked for may take of the load's time: to be measured, and in all. */
const MEASURED_SHARE = 0.1
const WHOLE_SHARE = 0.18
/**
 * A small database loads in no time, and a busy machine is slow to start: no query is left out for that. What the queries
 * really take is bounded by what they read.
 */
const LEAST_MEASURED = 3000
const LEAST_WHOLE = 8000
/** One query of them alone. */
const MOST_ALONE = 1500
/** A thread that only counts reads more than these in a millisecond, on either side. */
const ROWS_A_MS = 2000

/**
 * The limits for the owner's queries, and those for derived ones: these must not cost more than a small part of what
 * the load has taken.
 *
 * @param loadMs how long the load has taken
 */
export function limitsOf(
  source: Query['source'],
  { floorMs, maxSeconds, querySeconds }: PerformanceOptions,
  loadMs: number,
  signal: AbortSignal,
): TimeLimits {
  const now = performance.now()
  const [all, one] = [maxSeconds * 1000, querySeconds * 1000]
  const limits = { floorMs, signal }
  if (source === 'settings') return { ...limits, endsAt: now + all, enoughAt: now + all, queryMs: one }
  return {
    ...limits,
    endsAt: now + Math.min(all, Math.max(LEAST_WHOLE, loadMs * WHOLE_SHARE)),
    enoughAt: now + Math.min(all, Math.max(LEAST_MEASURED, loadMs * MEASURED_SHARE)),
    queryMs: Math.min(one, MOST_ALONE),
  }
}

/** Milliseconds that a query may take from now on; 0 where there is no time left for it. */
export function timeFor({ reads }: Query, { endsAt, enoughAt, queryMs }: TimeLimits): number {
  const now = performance.now()
  const left = endsAt - now
  if (left <= 0) return 0
  const isTooMuch = reads !== null && reads / ROWS_A_MS > Math.max(0, enoughAt - now)
  return isTooMuch && reads > SMALL ? 0 : Math.min(left, queryMs)
}

/** Rows that are read in less than a few milliseconds. */
const SMALL = 10_000
