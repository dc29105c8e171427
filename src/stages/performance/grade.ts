import { type Interval, medianInterval } from './interval.ts'
import type { QueryOutcome } from './performance-result.ts'
import type { Grade, Verdict } from './query-grade.ts'

/** The methodology's limits, PostgreSQL's time to SQLite's. */
export const ACCEPTABLE_BELOW = 2
const FAILED_ABOVE = 5

/**
 * The grade of a query. It is worse than acceptable only where the whole confidence interval lies beyond the limit, and
 * too fast to grade unless PostgreSQL takes longer than the noise floor beyond doubt: so chance does not change it.
 */
export function gradeOf(ratio: Interval, postgresMs: Interval, floorMs: number): Exclude<Grade, 'not-run'> {
  if (postgresMs.low < floorMs) return 'too-fast'
  return verdictOf(ratio)
}

/** Whether more measurements can change nothing any more. */
export function isDecided(ratio: Interval): boolean {
  return [ACCEPTABLE_BELOW, FAILED_ABOVE].every((limit) => ratio.high < limit || ratio.low > limit)
}

function verdictOf({ low }: Interval): Verdict {
  if (low > FAILED_ABOVE) return 'failed'
  return low >= ACCEPTABLE_BELOW ? 'degraded' : 'acceptable'
}

const NO_DIFFERENCE: Interval = { low: 1, median: 1, high: 1 }

/**
 * The verdict on all queries that were measured, by the median of their ratios. One that is too fast to grade counts as
 * equally fast: else a few slow ones would speak for an application that mostly asks for rows by their key.
 */
export function verdictOfAll(queries: readonly Pick<QueryOutcome, 'grade' | 'ratio'>[]): {
  readonly verdict: Verdict | null
  readonly medianRatio: number | null
} {
  const ratios = queries.flatMap(({ grade, ratio }) => {
    if (grade === 'too-fast') return [NO_DIFFERENCE]
    return grade === 'not-run' || ratio === null ? [] : [ratio]
  })
  if (ratios.every((ratio) => ratio === NO_DIFFERENCE)) return { verdict: null, medianRatio: null }
  const medianOf = (end: keyof Interval) => medianInterval(ratios.map((ratio) => ratio[end])).median
  const ratio = { low: medianOf('low'), median: medianOf('median'), high: medianOf('high') }
  return { verdict: verdictOf(ratio), medianRatio: ratio.median }
}
