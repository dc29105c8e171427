import { expect, test } from 'vitest'
import { spellsDouble } from '../../src/sql/double-text.ts'

test.each([
  ['12.50', true],
  ['1e400', false],
  ['0.1000000000000000055511151231257827', false],
  // an expression would look behind each zero
  [`1${'0'.repeat(1_000_000)}1`, false],
])('%.20s', (decimal, isSpelled) => {
  expect(spellsDouble(decimal)).toBe(isSpelled)
})
