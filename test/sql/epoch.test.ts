import { expect, it } from 'vitest'
import { openSqlite } from '../../src/engines/sqlite/open-sqlite.ts'
import {
  epochUnit,
  integersUnit,
  isOutermostMoment,
  looksLikeSeconds,
  mixedEpochs,
} from '../../src/sql/epoch.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

it.each([
  ['seconds of today', 1_609_459_200n, 1_609_459_200n, 'seconds'],
  ['seconds from 1900 on', -2_208_988_800n, 1_609_459_200n, 'seconds'],
  ['seconds with -1 among them', -1n, 1_627_303_906n, 'seconds'],
  ['milliseconds of today', 1_627_303_906_999n, 1_627_303_906_999n, 'milliseconds'],
  ['milliseconds from 1978 on', 253_402_300_800n, 4_102_444_800_000n, 'milliseconds'],
  ['milliseconds beyond 2100', 1_627_303_906_999n, 4_102_444_800_001n, null],
  ['milliseconds with -1 among them', -1n, 1_627_303_906_999n, 'milliseconds'],
  ['milliseconds with 0 among them', 0n, 1_627_303_906_999n, 'milliseconds'],
  ['milliseconds from before 1970 on', -300_000_000_000n, 1_627_303_906_999n, 'milliseconds'],
  ['a small number', 0n, 86_400n, null],
  ['seconds and milliseconds mixed', 1_609_459_200n, 1_609_459_200_000n, null],
  ['compact dates', 20_180_406_034_959n, 20_191_231_235_959n, null],
  ['a second too early', -2_208_988_801n, 1_609_459_200n, null],
  ['seconds that are all beyond 2050', 2_524_608_000n, 3_790_000_000n, null],
  ['seconds of which some are beyond 2050', 2_524_607_999n, 3_790_000_000n, 'seconds'],
  ['milliseconds that are all beyond 2050', 2_524_608_000_000n, 3_790_000_000_000n, null],
  ['microseconds', 0n, 1_609_459_200_000_000n, null],
])('judges %s', (_, min, max, expected) => {
  expect(epochUnit(min, max)).toBe(expected)
})

it.each([
  ['a value in seconds between a small one and milliseconds', 1n, 1_600_000_000_000n],
  ['the first and the last second of .NET and Java', -62_135_596_800n, 253_402_300_799n],
  ['milliseconds, and the last second of 9999', 0n, 1_627_303_906_999n],
])('judges nothing where some look like seconds: %s', (_, min, max) => {
  expect(epochUnit(min, max, 1)).toBe(null)
})

it.each([
  [[1_600_000_000n, 253_402_300_799n, -62_135_596_800n, -100_000_000n, 100_000_000n], 1n],
  [[0n, 1n, -1n, 99_999_999n, 253_402_300_800n, 1_600_000_000_000n, -62_135_596_801n, -(2n ** 63n)], 0n],
])('%s look like seconds: %s', async (integers, expected) => {
  const database = openSqlite(await sqliteFromSql('create table t (v)'))
  const statement = database
    .prepare<[bigint], bigint>(`select ${looksLikeSeconds('v')} from (select ? as v)`)
    .pluck()
  expect(new Set(integers.map((integer) => statement.get(integer)))).toEqual(new Set([expected]))
  database.close()
})

it.each([
  ['milliseconds among seconds', 3, 1_600_000_000n, 1_600_000_000_000n, 2, 'seconds'],
  ['seconds among milliseconds', 3, 1_600_000_000n, 1_600_000_000_000n, 1, 'milliseconds'],
  ['seconds alone', 3, 1_600_000_000n, 1_600_000_002n, 3, undefined],
  ['milliseconds alone', 3, 1_600_000_000_000n, 1_600_000_000_002n, 0, undefined],
  ['milliseconds of the seventies', 3, 150_000_000_000n, 160_000_000_000n, 3, undefined],
])(
  'tells which count most are in: %s',
  (_, integers, integerMin, integerMax, integersLikeSeconds, majority) => {
    const bounds = { integerMin, integerMax, momentMin: integerMin, momentMax: integerMax }
    expect(mixedEpochs({ integers, ...bounds, integersLikeSeconds })?.majority).toBe(majority)
  },
)

const LAST = 253_402_300_799n
const FIRST = -62_135_596_800n

/** Integers of a column, what they count, and the majority and the rest of those that count two things. */
const OUTERMOST: readonly (readonly [
  title: string,
  integers: readonly bigint[],
  unit: string | null,
  mixed: readonly [majority: string, others: number] | null,
])[] = [
  ['seconds, and the last', [1_700_000_000n, 1_700_000_001n, LAST], 'seconds', null],
  ['seconds, and the first', [1_700_000_000n, 1_700_000_001n, FIRST], 'seconds', null],
  ['milliseconds, and the last', [1_700_000_000_123n, 0n, LAST * 1000n + 999n], 'milliseconds', null],
  ['milliseconds, and the first', [1_700_000_000_123n, FIRST * 1000n], 'milliseconds', null],
  [
    'milliseconds, and the last second',
    [1_700_000_000_123n, 1_700_000_000_124n, LAST],
    null,
    ['milliseconds', 1],
  ],
  ['seconds, and the last millisecond', [1_700_000_000n, 1_700_000_001n, LAST * 1000n], null, ['seconds', 1]],
  ['both, and the last second', [1_700_000_000n, 1_700_000_000_123n, LAST], null, ['seconds', 1]],
  [
    'both, and the first second',
    [1_700_000_000n, 1_700_000_000_123n, 1_700_000_000_124n, FIRST, 0n],
    null,
    ['milliseconds', 2],
  ],
  ['the last second alone', [LAST], null, null],
]

it.each(OUTERMOST)('%s', async (_, integers, unit, mixed) => {
  const values = integers.map((integer) => `(${integer})`).join(', ')
  const database = openSqlite(await sqliteFromSql(`create table t (v); insert into t values ${values}`))
  const column = database
    .prepare<[], Parameters<typeof integersUnit>[0]>(`
      select count(*) as integers, min(v) as integerMin, max(v) as integerMax,
             min(v) filter (where not ${isOutermostMoment('v')}) as momentMin,
             max(v) filter (where not ${isOutermostMoment('v')}) as momentMax,
             sum(${looksLikeSeconds('v')}) as integersLikeSeconds
        from t`)
    .get()
  if (column === undefined) throw new Error('expected a row')
  const counted = {
    ...column,
    integers: Number(column.integers),
    integersLikeSeconds: Number(column.integersLikeSeconds),
  }
  expect(integersUnit(counted)).toBe(unit)
  const found = mixedEpochs(counted)
  const others = (where: string) =>
    Number(database.prepare(`select count(*) from t where ${where}`).pluck().get())
  expect(found && [found.majority, others(found.isOther('v'))]).toEqual(mixed)
  database.close()
})
