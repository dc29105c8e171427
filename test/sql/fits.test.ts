import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { registerTextFunctions } from '../../src/engines/sqlite/text-functions.ts'
import { type Fit, fits } from '../../src/sql/fits.ts'
import fc from '../support/fast-check.ts'

const database = new Database(':memory:')
beforeAll(() => registerTextFunctions(database))
afterAll(() => database.close())

/** Its first byte says that eight bytes of SQLite's own binary form are here. */
const LOOKS_LIKE_JSONB = `cast('{"a":12}' as blob)`
const nested = (half: number) =>
  `replace(hex(zeroblob(${half})), '0', '[') || replace(hex(zeroblob(${half})), '0', ']')`
/** Deeper than the 1000 levels of SQLite. */
const DEEP_JSON = nested(750)
const VERY_DEEP_JSON = nested(100_000)

/** Each fit with SQLite literals that it takes, and literals that it does not. */
const CASES: readonly {
  readonly fit: Fit
  readonly yes: readonly string[]
  readonly no: readonly string[]
}[] = [
  {
    fit: { kind: 'integer', bits: 64 },
    yes: ['0', '-9223372036854775808', '9223372036854775807'],
    no: ['1.0', "'1'", "x'31'"],
  },
  {
    fit: { kind: 'integer', bits: 32 },
    yes: ['2147483647', '-2147483648'],
    no: ['2147483648', '-2147483649'],
  },
  { fit: { kind: 'integer', bits: 16 }, yes: ['32767', '-32768'], no: ['32768', '-32769'] },
  {
    fit: { kind: 'numeral', bits: 16 },
    yes: ['3.0', '-32768.0', '0.0', "'7'", '7'],
    no: ['2.5', '32768.0', '-0.0', '9e999', "'7.0'", "x'37'"],
  },
  {
    fit: { kind: 'numeral', bits: 64 },
    yes: ['1e18', '-9223372036854775808.0', '9223372036854774784.0'],
    no: ['9223372036854775808.0', '1e19', '-1e19', '0.1'],
  },
  {
    fit: { kind: 'float' },
    yes: ['1.5', '9e999', '9007199254740992', '-9007199254740992'],
    no: ['9007199254740993', "'NaN'", "x''"],
  },
  {
    fit: { kind: 'decimal', precision: null, scale: null },
    yes: ['1', '0.1', '-9e999', '1e300'],
    no: ["'0.1'", "x'00'"],
  },
  {
    fit: { kind: 'decimal', precision: 5, scale: 2 },
    yes: ['999.99', '-999.99', '0', '19.9', '0.01', '999'],
    no: ['1000', '-1000', '999.995', '0.001', '19.999', '9e999', '-9223372036854775808'],
  },
  {
    fit: { kind: 'decimal', precision: 30, scale: 0 },
    yes: ['1e22', '9007199254740993'],
    no: ['0.5', '1e30'],
  },
  {
    fit: { kind: 'text', maxLength: null },
    yes: ["''", "'ä'", "x'c3a4'", "x''"],
    no: ['1', '1.5', "x'ff'", "x'00'", "'a' || char(0)", "cast(x'c3' as text)"],
  },
  { fit: { kind: 'text', maxLength: 2 }, yes: ["'ää'", "x'c3a4c3a4'"], no: ["'äää'", "x'616263'"] },
  {
    fit: { kind: 'rendered', maxLength: null },
    yes: ['1', '1.5', "'a'", "x'61'"],
    no: ["x'ff'", 'char(0)', "cast(x'ff' as text)"],
  },
  { fit: { kind: 'rendered', maxLength: 2 }, yes: ['42'], no: ['1.5', '100'] },
  { fit: { kind: 'bytes', utf16: false }, yes: ["x'00'", "'a'", 'char(0)'], no: ['0', '0.5'] },
  {
    fit: { kind: 'boolean' },
    yes: ['0', '1', "'t'", "'FALSE'"],
    no: ['2', '-1', '1.0', "'yes'", "'1'", "x'01'"],
  },
  {
    fit: { kind: 'date' },
    yes: ["'2024-02-29'", "'0001-01-01'"],
    no: [
      "'2023-02-29'",
      "'0000-01-01'",
      "'2024-1-1'",
      '20240101',
      "'2024-01-01 00:00'",
      "x'323032342d30312d3031'",
    ],
  },
  {
    fit: { kind: 'time' },
    yes: ["'23:59'", "'23:59:59.123456'", "'24:00'", "'24:00:00.0'"],
    no: ["'24:00:01'", "'23:59:59.1234567'", "'1:00'", '12'],
  },
  {
    fit: { kind: 'timestamp' },
    yes: ["'2024-01-01'", "'2024-01-01 10:00'", "'2024-01-01T10:00:00.5Z'"],
    no: ["'2024-01-01 10:00+01:00'", "'2024-01-01 25:00'", '1704067200', "'2024-01-01 10:00:00.1234567'"],
  },
  {
    fit: { kind: 'timestamptz' },
    yes: ["'2024-01-01 10:00+01:00'", "'2024-01-01T10:00Z'", "'2024-01-01 10:00'"],
    no: ["'2024-01-01 10:00 CET'", '0'],
  },
  {
    fit: { kind: 'epoch', unit: 'seconds' },
    yes: ['0', '-1', '253402300799', '1704103200.5', '1704103260.0', '100000000.000001', '4102444799.999999'],
    no: ['253402300800', '1.5', '-0.0', '2459000.5', '1704103260.4567894', '4102444800.5', '9e999', "'0'"],
  },
  {
    fit: { kind: 'epoch', unit: 'seconds', decimals: 1 },
    yes: ['1704103200', '1704103200.5'],
    no: ['1704103200.25'],
  },
  { fit: { kind: 'epoch', unit: 'milliseconds' }, yes: [], no: ['1704103200000.5', '1704103200.5'] },
  { fit: { kind: 'epoch', unit: 'milliseconds' }, yes: ['253402300799999'], no: ['253402300800000'] },
  {
    fit: { kind: 'json' },
    yes: [
      `'{"a": 1}'`,
      `'"x"'`,
      '1',
      '1.5',
      "'null'",
      `'{"e":"\\ud83d"}'`,
      "x'7b7d'",
      LOOKS_LIKE_JSONB,
      DEEP_JSON,
    ],
    no: ["''", "'{a:1}'", "x'7b'", "x'7b7d00'", "x'22ff22'", '9e999', `'"' || cast(x'ff' as text) || '"'`],
  },
  {
    fit: { kind: 'jsonb' },
    // how deep PostgreSQL reads is a matter of the server
    yes: [`'{"a": 1}'`, "x'7b7d'", LOOKS_LIKE_JSONB, DEEP_JSON, VERY_DEEP_JSON],
    no: [`'{"a": 1, "a": 2}'`, `cast('{"a": 1, "a": 2}' as blob)`, "x'7b'"],
  },
  {
    fit: { kind: 'uuid' },
    yes: ["'0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'"],
    no: ["'0E0DFD3C-6F1C-4A0A-9D6F-0D1C8D8A6A5F'", "'0e0dfd3c6f1c4a0a9d6f0d1c8d8a6a5f'", '1'],
  },
]

describe('fits', () => {
  it.each(CASES)('tells what $fit.kind takes: $fit', ({ fit, yes, no }) => {
    expect(yes.filter((literal) => !test(fit, literal))).toEqual([])
    expect(no.filter((literal) => test(fit, literal))).toEqual([])
  })

  it.each(CASES)('takes NULL as $fit.kind and never gives NULL: $fit', ({ fit, no }) => {
    expect(test(fit, 'null')).toBe(true)
    expect(no.map((literal) => negated(fit, literal))).toEqual(no.map(() => 1))
  })

  it('takes a NULL that stands in a NOT NULL column against its declaration', () => {
    const broken = new Database(':memory:')
    broken.unsafeMode(true)
    broken.exec(`
      create table t (a integer);
      insert into t values (null);
      pragma writable_schema = on;
      update sqlite_schema set sql = 'create table t (a integer not null)';
      pragma writable_schema = reset`)
    expect(
      broken
        .prepare(`select ${fits({ kind: 'integer', bits: 64 }, 'a')} from t`)
        .pluck()
        .get(),
    ).toBe(1)
    broken.close()
  })
})

describe('a decimal', () => {
  it.each([
    [10, 2],
    [15, 6],
    [12, 0],
    [15, 15],
    [6, 4],
  ])(
    'of %i digits, %i of them behind the point, is told from its neighbours as round() does',
    (precision, scale) => {
      const fitting = database
        .prepare(
          `select ${fits({ kind: 'decimal', precision, scale }, '"v"')} as fits, round("v", ${scale}) = "v" as rounds
           from (select ? as "v")`,
        )
        .raw()
      const digits = fc.bigInt({ min: -(10n ** BigInt(precision)) + 1n, max: 10n ** BigInt(precision) - 1n })
      const ulps = fc.constantFrom(0n, 0n, 1n, -1n, 2n)
      fc.assert(
        fc.property(digits, ulps, (whole, ulp) => {
          const [isFit, rounds] = fitting.get(neighbour(Number(`${whole}e-${scale}`), ulp)) as [
            number,
            number,
          ]
          return isFit === rounds
        }),
        { numRuns: 2000, seed: 20261126 },
      )
    },
  )
})

/** So many doubles further from zero. */
function neighbour(value: number, ulps: bigint): number {
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  bits[0] = (bits[0] ?? 0n) + ulps
  const [moved = 0] = new Float64Array(bits.buffer)
  return Number.isFinite(moved) ? moved : value
}

function test(fit: Fit, literal: string): boolean {
  return (
    database
      .prepare(`select ${fits(fit, '"v"')} from (select ${literal} as v)`)
      .pluck()
      .get() === 1
  )
}

function negated(fit: Fit, literal: string): unknown {
  return database
    .prepare(`select not ${fits(fit, '"v"')} from (select ${literal} as v)`)
    .pluck()
    .get()
}
