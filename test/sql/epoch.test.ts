import { expect, it } from 'vitest'
import { epochUnit } from '../../src/sql/epoch.ts'

it.each([
  ['seconds of today', 1_609_459_200n, 1_609_459_200n, 'seconds'],
  ['seconds from 1900 on', -2_208_988_800n, 1_609_459_200n, 'seconds'],
  ['milliseconds with -1 among them', -1n, 1_627_303_906_999n, 'milliseconds'],
  ['a small number', 0n, 86_400n, null],
  ['seconds and milliseconds mixed', 1_609_459_200n, 1_609_459_200_000n, null],
  ['compact dates', 20_180_406_034_959n, 20_191_231_235_959n, null],
  ['a second too early', -2_208_988_801n, 1_609_459_200n, null],
  ['microseconds', 0n, 1_609_459_200_000_000n, null],
])('judges %s', (_, min, max, expected) => {
  expect(epochUnit(min, max)).toBe(expected)
})
