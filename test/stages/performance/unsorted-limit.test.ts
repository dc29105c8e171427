import { expect, test } from 'vitest'
import { unsortedLimit } from '../../../src/stages/performance/unsorted-limit.ts'

test.each([
  ['select a from t limit 20', [], 20],
  ['select a from t limit 10, 20', [], 20],
  ['select a from t limit 20 offset 10', [], 20],
  ['select a from t limit ?1', [20], 20],
  ['select a from t limit ?2 offset ?1', [40, '20'], 20],
  ['select a, row_number() over (order by a) from t limit 3', [], 3],
  ['select a from t order by a limit 20', [], null],
  ['select a from (select a from t limit 20)', [], null],
  ['select a from t limit 2 + 3', [], null],
  ['select a from t limit 20;', [], 20],
  ['select a from t limit (select 20)', [], null],
  ['select a from t', [], null],
  ['select "limit" from t', [], null],
] as const)('%s with %j: %s', (sql, values, limit) => {
  expect(unsortedLimit({ sql, values })).toBe(limit)
})
