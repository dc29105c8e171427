import { describe, expect, it, test } from 'vitest'
import { gradeOf, isDecided, verdictOfAll } from '../../../src/stages/performance/grade.ts'
import { medianInterval } from '../../../src/stages/performance/interval.ts'
import { seededRandom } from '../../../src/stages/performance/seeded-random.ts'
import fc from '../../support/fast-check.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('the interval of a median', () => {
  // https://www.itl.nist.gov/div898/software/dataplot: ranks by the binomial distribution with p = 1/2
  it.each([
    [1, 1, 1, 1],
    [6, 1, 3.5, 6],
    [8, 1, 4.5, 8],
    [9, 1, 5, 9],
    [15, 3, 8, 13],
    [25, 6, 13, 20],
  ])('of the first %i numbers is %f … %f … %f', (count, low, median, high) => {
    expect(medianInterval(numbers(count).toReversed())).toEqual({ low, median, high })
  })

  it('holds the true median in at least 98 of 100 samples, however skewed the values are', () => {
    const random = seededRandom(7)
    const hits = numbers(2000).filter(() => {
      const { low, high } = medianInterval(numbers(15).map(() => random() ** 8))
      return low <= 0.5 ** 8 && 0.5 ** 8 <= high
    })
    expect(hits.length).toBeGreaterThan(1960)
  })

  it('is not moved by one disturbed measurement from twelve on', () => {
    fc.assert(
      fc.property(fc.double({ min: 100, max: 1e9, noNaN: true }), (outlier) => {
        expect(medianInterval([...numbers(14), outlier]).high).toBe(13)
      }),
    )
  })
})

const exactly = (value: number) => ({ low: value, median: value, high: value })
const SLOW = exactly(100)

describe('a grade', () => {
  it.each([
    ['acceptable', 0.1, 1, 1.9],
    ['acceptable', 1.9, 3, 9],
    ['degraded', 2, 3, 4],
    ['degraded', 2.1, 6, 9],
    ['degraded', 5, 6, 9],
    ['failed', 5.1, 6, 9],
  ] as const)('is %s where the ratio lies between %f, %f and %f', (grade, low, median, high) => {
    expect(gradeOf({ low, median, high }, SLOW, 1)).toBe(grade)
  })

  it('is never worse than too fast where PostgreSQL may answer below the noise floor', () => {
    expect(gradeOf(exactly(1000), { low: 0.9, median: 5, high: 9 }, 1)).toBe('too-fast')
    expect(gradeOf(exactly(1000), { low: 1, median: 5, high: 9 }, 1)).toBe('failed')
  })

  it('is decided where the interval lies across no limit', () => {
    expect(isDecided({ low: 1, median: 1.5, high: 1.9 })).toBe(true)
    expect(isDecided({ low: 1, median: 1.5, high: 2.1 })).toBe(false)
    expect(isDecided({ low: 4, median: 4.5, high: 5.1 })).toBe(false)
    expect(isDecided({ low: 6, median: 7, high: 8 })).toBe(true)
  })
})

test('the verdict on all is that of the median ratio, and only beyond doubt; what is too fast counts as equal', () => {
  const graded = (grade: 'acceptable' | 'too-fast' | 'not-run', low: number, median: number) => ({
    grade,
    ratio: { low, median, high: median + 1 },
  })
  expect(verdictOfAll([graded('acceptable', 1.5, 3)])).toEqual({ verdict: 'acceptable', medianRatio: 3 })
  expect(verdictOfAll([graded('acceptable', 2.5, 3)])).toEqual({ verdict: 'degraded', medianRatio: 3 })
  const fast = graded('too-fast', 90, 99)
  expect(verdictOfAll([graded('acceptable', 6, 7), fast, fast])).toEqual({
    verdict: 'acceptable',
    medianRatio: 1,
  })
  expect(verdictOfAll([fast, fast])).toEqual({ verdict: null, medianRatio: null })
  expect(verdictOfAll([1, 6, 7].map((ratio) => graded('acceptable', ratio, ratio)))).toEqual({
    verdict: 'failed',
    medianRatio: 6,
  })
  expect(verdictOfAll([graded('not-run', 1, 1)])).toEqual({ verdict: null, medianRatio: null })
})
