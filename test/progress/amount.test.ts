import { expect, test } from 'vitest'
import { amount, formatCount } from '../../src/progress/amount.ts'

test.each([0, 7, 999, 1000, 12_345, 999_999, 1_000_000, 9_007_199_254_740_991, -1, -999, -1234])(
  '%d has its thousands told apart as everywhere',
  (count) => {
    expect(formatCount(count)).toBe(count.toLocaleString('en-US'))
  },
)

test('one thing is named otherwise than several', () => {
  expect([0, 1, 2400].map((count) => amount(count, 'row'))).toEqual(['0 rows', '1 row', '2,400 rows'])
  expect([1, 2].map((count) => amount(count, 'query', 'queries'))).toEqual(['1 query', '2 queries'])
})
