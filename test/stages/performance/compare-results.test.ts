import { describe, expect, it, test } from 'vitest'
import type { SqliteValue } from '../../../src/stages/performance/comparable-value.ts'
import { compareResults } from '../../../src/stages/performance/compare-results.ts'
import { LAST_PLACES } from '../../../src/stages/performance/tolerance.ts'
import { withTestConnection } from '../../support/postgres.ts'

const LIMITS = { rows: 9, bytes: 999 }

function asResult(rows: readonly (readonly SqliteValue[])[], width = rows[0]?.length ?? 2) {
  return { rows, width }
}

/** Compares one row of SQLite with what a real PostgreSQL answers. */
async function difference(sqlite: readonly SqliteValue[], select: string): Promise<string | null> {
  return await withTestConnection(async (connection) => {
    return compareResults(
      { rows: [sqlite], width: sqlite.length },
      await connection.readCut(`select ${select}`, [], LIMITS),
      false,
      LAST_PLACES,
    )
  })
}

describe('the same value on both sides', () => {
  it.each<[string, SqliteValue, string]>([
    ['null', null, 'null::int'],
    ['an integer', 2n ** 62n, '4611686018427387904::bigint'],
    ['a real', 0.1, '0.1::double precision'],
    ['an average', 10 / 3, 'avg(x) from (values (3), (3), (4)) as t (x)'],
    ['a decimal', 12.5, '12.50::numeric(8,2)'],
    ['a decimal in a text', '12.5', '12.50::numeric(8,2)'],
    ['a whole real', 5, 'sum(x) from (values (5::bigint)) as t (x)'],
    ['infinity', Number.NEGATIVE_INFINITY, `'-Infinity'::float8`],
    ['a text', 'Ångström', `'Ångström'`],
    ['a padded text', 'ab', `'ab'::char(5)`],
    ['true', 1n, 'true'],
    ['false', 0n, '1 > 2'],
    ['true in words', 'true', 'true'],
    ['a date', '2024-02-29', `date '2024-02-29'`],
    ['a timestamp with T', '2024-02-29T10:00', `timestamp '2024-02-29 10:00:00'`],
    ['a timestamp with decimals', '2024-02-29 10:00:00.120', `timestamp '2024-02-29 10:00:00.12'`],
    ['a moment with an offset', '2024-02-29 12:00:00+02:00', `timestamptz '2024-02-29 10:00:00Z'`],
    ['seconds since 1970', 1_700_000_000n, 'to_timestamp(1700000000)'],
    ['milliseconds since 1970', 1_700_000_000_123n, 'to_timestamp(1700000000.123)'],
    ['a time', '10:00', `time '10:00:00'`],
    ['bytes', Buffer.from('00ff', 'hex'), `'\\x00ff'::bytea`],
    ['a uuid', 'A0EEBC999C0B4EF8BB6D6BB9BD380A11', `'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid`],
    ['an integer in a text', '-12', '-12'],
    ['a large real in a text', '1.0e+21', '1e21::float8'],
    ['a small real in a text', '-2.5e-07', '-0.00000025::numeric'],
    ['a long decimal in a text', '0.123456789012345678901', '0.1234567890123456789010'],
    ['a real beside a numeric', 1e21, '1000000000000000000000'],
    ['a number of a document', 10, `'{"p": 10.0}'::jsonb ->> 'p'`],
    ['true of a document', 1n, `'{"p": true}'::jsonb -> 'p'`],
    [
      'json with long numbers',
      '{"n": 9007199254740993, "x": 1.50}',
      `'{"x": 1.5, "n": 9007199254740993}'::json`,
    ],
    ['json with exponents', '[1e2, -2.5E-1]', `'[1e2, -2.5E-1]'::jsonb`],
    ['json', '{"b": 1, "a": [true]}', `'{"a": [true], "b": 1}'::jsonb`],
  ])('%s', async (_, sqlite, postgres) => {
    expect(await difference([sqlite], postgres)).toBeNull()
  })
})

describe('another value', () => {
  it.each<[string, SqliteValue, string]>([
    ['null and a value', null, '0'],
    ['large integers by their last digit', 2n ** 62n + 1n, '4611686018427387904::bigint'],
    ['numbers in the fourteenth digit', 1.00000000000001, '1.0::double precision'],
    ['texts by case', 'a', `'A'`],
    ['texts by a blank', 'a ', `'a'`],
    ['booleans', 0n, 'true'],
    ['moments by an hour', '2024-02-29 10:00:00', `timestamp '2024-02-29 11:00:00'`],
    ['seconds since 1970', 1_700_000_001n, 'to_timestamp(1700000000)'],
    ['bytes', Buffer.from('00fe', 'hex'), `'\\x00ff'::bytea`],
    ['a number and no number', 'x', '1'],
    ['infinity and a number', Number.POSITIVE_INFINITY, '7::float8'],
    ['infinity and the other end', Number.NEGATIVE_INFINITY, `'infinity'::float8`],
    ['a number and infinity', 7, `'infinity'::float8`],
    ['a number that is no boolean', 5n, 'true'],
    ['a real that is no boolean', 0.5, 'true'],
    ['a text that is no boolean', 'pending', 'true'],
    ['a blank text and a boolean', '', 'false'],
    ['an integer and a decimal near to it', 1_700_000_001_500n, '1700000000699.5::numeric'],
    ['whole reals', 1_700_000_000_123, '1700000000999::float8'],
    ['an integer that no double holds', 2n ** 62n + 1n, '4611686018427387904::float8'],
    ['long decimals by their last digit', '0.123456789012345678901', '0.123456789012345678902'],
    ['json by a digit of a long number', '{"n": 9007199254740993}', `'{"n": 9007199254740992}'::jsonb`],
    ['an integer and a decimal text', 10n, `'10.0'`],
    ['a text of digits', 7n, `'007'`],
    ['bytes and a number', Buffer.from('7'), '7'],
    ['bytes that are no text', Buffer.from('ff', 'hex'), `U&'\\FFFD'`],
    ['a month with its zero', '01', `extract(month from date '2024-01-05')`],
    ['a text with zeros in front', '01234', '1234'],
    ['a text with zeros in front of a double', '007.5', '7.5::float8'],
    ['a text with blanks', ' 7 ', '7'],
    ['a text with a line break', '7\n', '7'],
    ['a text with a plus', '+5', '5'],
    ['a text with an exponent', '1e3', '1000'],
    ['a text with an exponent and a double', '1.0e+03', '1000::float8'],
    ['a text without a digit in front', '.5', '0.5'],
    ['a text without a digit behind', '5.', '5'],
    ['a text of no zero', '-0', '0'],
    ['bytes and their text', Buffer.from('abc'), `'abc'`],
    ['bytes and their padded text', Buffer.from('abc'), `'abc'::char(3)`],
    ['bytes and their document', Buffer.from('[1]'), `'[1]'::jsonb`],
    ['a text and its bytes', 'abc', `'abc'::bytea`],
    ['a number and its bytes', 7n, `'7'::bytea`],
    ['a text of no bytes', '', `''::bytea`],
    ['a day that is none', '2024-02-31', `date '2024-03-02'`],
    ['an hour that is none', '2024-02-29 24:00:00', `timestamp '2024-03-01'`],
    ['decimals beyond microseconds', '2024-02-29 10:00:00.1234567', `timestamp '2024-02-29 10:00:00.123456'`],
    ['a line break at the end', 'ab\n', `'ab'::char(5)`],
  ])('%s', async (_, sqlite, postgres) => {
    const said = await difference([1n, sqlite], `1, ${postgres}`)
    expect(said).toBe('1 row of 1 differ, in column 2')
  })
})

test('a cell that was migrated counts as what it became, which the validation has compared', async () => {
  const asMigrated = { ...LAST_PLACES, asMigrated: true }
  const cells = ['007', ' 7 ', '1e3', Buffer.from('abc'), 'abc', null] satisfies SqliteValue[]
  await withTestConnection(async (connection) => {
    const answer = await connection.readCut(`select 7, 7, 1000, 'abc', 'abc'::bytea, null::int`, [], LIMITS)
    const compare = (row: SqliteValue[]) => compareResults(asResult([row]), answer, false, asMigrated)
    expect(compare(cells)).toBeNull()
    expect(compare(['008', ...cells.slice(1)])).toBe('1 row of 1 differ, in column 1')
  })
})

describe('rows', () => {
  const TEXT_AND_FLOAT = [25, 701]
  const compare = (sqlite: SqliteValue[][], rows: (string | null)[][], ordered: boolean) =>
    compareResults(
      asResult(sqlite),
      { types: TEXT_AND_FLOAT, rows, rowCount: rows.length },
      ordered,
      LAST_PLACES,
    )

  it('may come in any order where none is asked for', () => {
    const sqlite = [
      ['a', 1],
      ['b', null],
      ['c', 0.30000000000000004],
    ] satisfies SqliteValue[][]
    const rows = [
      ['c', '0.3'],
      ['a', '1'],
      ['b', null],
    ]
    expect(compare(sqlite, rows, false)).toBeNull()
    expect(compare(sqlite, rows, true)).toBe('the same rows come in another order')
  })

  it('are counted', () => {
    expect(compare([['a', 1]], [], false)).toBe('1 row in SQLite, 0 in PostgreSQL')
    expect(compare([['a', 1, 2]], [['a', '1']], false)).toBe('3 columns in SQLite, 2 in PostgreSQL')
    expect(compare([], [], true)).toBeNull()
    expect(
      compareResults(asResult([], 1), { types: TEXT_AND_FLOAT, rows: [], rowCount: 0 }, false, LAST_PLACES),
    ).toBe('1 column in SQLite, 2 in PostgreSQL')
  })

  it('that are there twice must be there twice', () => {
    const twice = [
      ['a', 1],
      ['a', 1],
      ['b', 1],
    ] satisfies SqliteValue[][]
    const other = [
      ['a', '1'],
      ['b', '1'],
      ['b', '1'],
    ]
    expect(compare(twice, other, false)).toBe('1 row of 3 differ, in column 1')
  })

  it('are told apart by what is exact before doubles whose last digit is chance', () => {
    const summed = (types: number[], sqlite: SqliteValue[][], rows: (string | null)[][]) =>
      compareResults(asResult(sqlite), { types, rows, rowCount: rows.length }, false, LAST_PLACES)
    const sqlite = [
      [0.1 + 0.2, 1n],
      [0.3, 2n],
      [0.3, 2n],
    ] satisfies SqliteValue[][]
    const [one, two] = [String(0.1 + 0.2), '0.3']
    const swapped = [
      [one, '2'],
      [two, '2'],
      [two, '1'],
    ]
    expect(summed([701, 20], sqlite, swapped)).toBeNull()
    const other = [
      [one, '2'],
      [two, '1'],
      [two, '1'],
    ]
    expect(summed([701, 20], sqlite, other)).toBe('1 row of 3 differ, in column 2')
    const twice = [
      [0.3, 5.5],
      [0.1 + 0.2, 1.5],
    ] satisfies SqliteValue[][]
    const crossed = [
      [two, '1.5'],
      [one, '5.5'],
    ]
    expect(summed([701, 701], twice, crossed)).toBeNull()
  })

  it('may hold numbers and texts of documents in one column, and moments that SQLite counts', () => {
    const mixed = [[10], ['x'], [2n], [null]] satisfies SqliteValue[][]
    const texts = { types: [25], rows: [['x'], [null], ['10.0'], ['2']], rowCount: 4 }
    expect(compareResults(asResult(mixed), texts, false, LAST_PLACES)).toBeNull()
    const counted = [[1_700_000_000n], [99n], [null]] satisfies SqliteValue[][]
    const rows = [[null], ['1970-01-01 00:01:39+00'], ['2023-11-14 22:13:20+00']]
    expect(
      compareResults(asResult(counted), { types: [1184], rows, rowCount: 3 }, false, LAST_PLACES),
    ).toBeNull()
  })
})
