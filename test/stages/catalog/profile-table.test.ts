import { describe, expect, it } from 'vitest'
import type { ColumnProfile } from '../../../src/stages/catalog/column-profile.ts'
import { EMPTY_PROFILE, mergeProfiles } from '../../../src/stages/catalog/merge-profiles.ts'
import type { TextEncoding } from '../../../src/stages/snapshot/snapshot.ts'
import { measuredColumnOf, measuredTableOf, queriedTableOf } from './read-from.ts'

/** A column of the given declaration that holds the given values. */
function script(declaration: string, values: string): string {
  const rows = values.split(' | ').map((value) => `(${value})`)
  return `create table t (c ${declaration}); insert into t values ${rows.join(', ')}`
}

type Expected = Partial<Omit<ColumnProfile, 'textForms'>> & {
  textForms?: Partial<ColumnProfile['textForms']>
}

/** Everything that is not named is that of no rows. */
function profile({ textForms, ...counts }: Expected): ColumnProfile {
  return { ...EMPTY_PROFILE, ...counts, textForms: { ...EMPTY_PROFILE.textForms, ...textForms } }
}

describe('the profile of a column', () => {
  it.each<[string, string, string, Expected]>([
    ['is all NULL', 'int', 'null | null', { nulls: 2 }],
    [
      'holds the ends of 64 bits and of doubles',
      'integer',
      '-9223372036854775807 - 1 | 9223372036854775807 | 9007199254740992 | -9007199254740993 | 0 | 1 | null',
      {
        nulls: 1,
        integers: 6,
        integerMin: -9223372036854775808n,
        integerMax: 9223372036854775807n,
        integersBoolean: 2,
        integersBeyondDouble: 3,
      },
    ],
    [
      'holds reals of every size',
      'real',
      '0.5 | -1.25 | 9e999 | -9e999 | 1e300 | 9007199254740992.0 | -9007199254740994.0',
      { reals: 7, realMin: -9007199254740994, realMax: 1e300, realsInfinite: 2, realsBeyondDouble: 2 },
    ],
    ['holds only infinities', 'real', '9e999 | -9e999', { reals: 2, realsInfinite: 2 }],
    [
      'mixes all classes',
      '',
      `1 | 2.5 | 'x' | x'00ff' | null`,
      {
        nulls: 1,
        integers: 1,
        reals: 1,
        texts: 1,
        blobs: 1,
        integerMin: 1n,
        integerMax: 1n,
        integersBoolean: 1,
        realMin: 2.5,
        realMax: 2.5,
        longestText: 1,
        longestTextBytes: 1,
        textCharacters: 1,
        longestBlobBytes: 2,
        totalBytes: 3,
        textForms: { other: 1 },
      },
    ],
    [
      'holds texts of every form in an integer column',
      'integer',
      `'2024-01-01' | '2024-01-01 00:00' | '2024-01-01T00:00Z' | '2024-01-01T00:00+02' | '2024-01-01 00:00:00.1234567' | '10:00' | 'TRUE' | '01234567-89ab-cdef-0123-456789abcdef' | ''`,
      {
        texts: 9,
        longestText: 36,
        longestTextBytes: 36,
        textCharacters: 10 + 16 + 17 + 19 + 27 + 5 + 4 + 36,
        totalBytes: 10 + 16 + 17 + 19 + 27 + 5 + 4 + 36,
        textForms: {
          date: 1,
          timestamp: 1,
          'timestamp-utc': 1,
          'timestamp-offset': 1,
          'timestamp-nano': 1,
          time: 1,
          boolean: 1,
          uuid: 1,
          other: 1,
        },
      },
    ],
    [
      'holds booleans as texts, in several spellings',
      'boolean',
      `'t' | 'f' | 'T' | 'true' | 't' || char(0) | 't ' | null | 't'`,
      {
        nulls: 1,
        texts: 7,
        longestText: 4,
        longestTextBytes: 4,
        textCharacters: 1 + 1 + 1 + 4 + 1 + 2 + 1,
        totalBytes: 1 + 1 + 1 + 4 + 2 + 2 + 1,
        textsNonAscii: 0,
        textsTf: 3,
        textsPlain: false,
        textsWithNul: 1,
        textForms: { boolean: 5, other: 2 },
      },
    ],
    [
      'holds characters of many bytes',
      'text collate nocase',
      `'é' | '🙂🙂' | 'abc'`,
      {
        texts: 3,
        longestText: 3,
        longestTextBytes: 8,
        textCharacters: 1 + 2 + 3,
        totalBytes: 13,
        textsNonAscii: 2,
        textForms: { other: 3 },
      },
    ],
    [
      'holds invalid UTF-8 and NUL',
      'text',
      `cast(x'636166e9' as text) | cast(x'c3' as text) | cast(x'a9' as text) | 'a' || char(0) || 'bc' | cast(x'eda080' as text) | 'fine'`,
      {
        texts: 6,
        longestText: 4,
        longestTextBytes: 4,
        textCharacters: 4 + 1 + 1 + 1 + 1 + 4,
        totalBytes: 17,
        textsNonAscii: 4,
        textsPlain: false,
        textsInvalidUtf8: 4,
        textsWithNul: 1,
        textForms: { other: 6 },
      },
    ],
    [
      'holds NUL in texts that are otherwise valid',
      'text',
      `'a' || char(0) || 'bcé' | char(0) | 'é' | 'plain'`,
      {
        texts: 4,
        longestText: 5,
        longestTextBytes: 6,
        textCharacters: 1 + 0 + 1 + 5,
        totalBytes: 14,
        textsNonAscii: 2,
        textsPlain: false,
        textsWithNul: 2,
        textForms: { other: 4 },
      },
    ],
    [
      'holds blobs in a text column',
      'text',
      `x'61' | x'ff' | x'00' | x'' | x'c3a9'`,
      { blobs: 5, longestBlobBytes: 2, totalBytes: 5, blobsUtf8: 3 },
    ],
    [
      'holds text in a blob column',
      'blob',
      `x'61' | 'é'`,
      {
        blobs: 1,
        texts: 1,
        longestBlobBytes: 1,
        longestText: 1,
        longestTextBytes: 2,
        textCharacters: 1,
        totalBytes: 3,
        textsNonAscii: 1,
        textForms: { other: 1 },
      },
    ],
    [
      'is declared JSON',
      'json',
      `'{"a":1}' | '[1' | 5 | 1.5 | 'null' | x'7b7d' | 9e999`,
      {
        integers: 1,
        reals: 2,
        texts: 3,
        blobs: 1,
        integerMin: 5n,
        integerMax: 5n,
        realMin: 1.5,
        realMax: 1.5,
        realsInfinite: 1,
        longestText: 7,
        longestTextBytes: 7,
        textCharacters: 7 + 2 + 4,
        longestBlobBytes: 2,
        totalBytes: 15,
        jsons: 5,
        textForms: { other: 3 },
      },
    ],
    [
      'is declared with precision and scale',
      'decimal(5,2)',
      '999 | -999.99 | 1000 | 0.125 | 0.1 | 1e-7 | 9e999',
      {
        integers: 2,
        reals: 5,
        integerMin: 999n,
        integerMax: 1000n,
        realMin: -999.99,
        realMax: 0.125,
        realsInfinite: 1,
        decimalMisfits: 4,
      },
    ],
  ])('that %s counts every value', async (_, declaration, values, expected) => {
    expect((await measuredColumnOf(script(declaration, values))).profile).toEqual(profile(expected))
  })

  it.each<TextEncoding>(['UTF-16le', 'UTF-16be'])(
    'counts characters and lone surrogates in %s',
    async (encoding) => {
      const lone = encoding === 'UTF-16le' ? '61003dd8' : '0061d83d'
      const { profile: found } = await measuredColumnOf(
        script(
          'text',
          `'abc' | 'é' | '🙂' | '2024-01-01 00:00:00' | 'a' || char(0) || 'b' | cast(x'${lone}' as text) | ''`,
        ),
        encoding,
      )
      expect(found).toEqual(
        profile({
          texts: 7,
          longestText: 19,
          longestTextBytes: 38,
          textCharacters: 3 + 1 + 1 + 19 + 1 + 2,
          totalBytes: 6 + 2 + 4 + 38 + 6 + 4,
          textsNonAscii: 3,
          textsPlain: false,
          textsWithNul: 1,
          textsInvalidUtf8: 1,
          textForms: { timestamp: 1, other: 6 },
        }),
      )
    },
  )

  it('does not need a collation that only the application has', async () => {
    const table =
      await measuredTableOf(`create table t (c text primary key, d text); insert into t values ('x', 'y');
      pragma writable_schema = on;
      update sqlite_schema set sql = 'create table t (c text primary key collate mine, d text collate "Mine")'
       where name = 't'`)
    expect(table.columns.map(({ collation }) => collation)).toEqual(['MINE', 'MINE'])
    expect(table.columns.map((column) => column.profile.texts)).toEqual([1, 1])
  })
})

describe('a table of several chunks', () => {
  const NUMBERS = 'with recursive n (i) as (select 0 union all select i + 1 from n where i < 49999)'

  it('notices kinds of values that begin in the middle', async () => {
    const { columns, rowCount } = await measuredTableOf(`create table t (a, b text);
      ${NUMBERS} insert into t
      select case when i < 30000 then i when i < 40000 then 'x' || i when i = 40000 then x'00' end,
             case when i % 25000 = 24999 then cast(x'ff' as text) when i % 10000 = 0 then 'é' else date('2024-01-01', i || ' days') end
        from n`)
    expect(rowCount).toBe(50_000)
    expect(columns[0]?.profile).toMatchObject({
      integers: 30000,
      texts: 10000,
      blobs: 1,
      nulls: 9999,
      integerMax: 29999n,
    })
    expect(columns[1]?.profile).toMatchObject({
      texts: 50000,
      textsInvalidUtf8: 2,
      textsNonAscii: 7,
      textForms: { date: 49993, other: 7 },
    })
  })

  it('counts large numbers and characters that begin in the middle, and goes on counting', async () => {
    const { columns } = await measuredTableOf(`create table t (a integer, b real, c text);
      ${NUMBERS} insert into t
      select iif(i % 20000 = 19999, 9007199254740993, i), case i % 20000 when 19998 then 9e999 when 19999 then 1e20 else 0.5 end,
             iif(i in (20000, 45000), 'zoë', 'zoe') || iif(i = 20001, char(0), '')
        from n`)
    const [a, b, c] = columns.map(({ profile }) => profile)
    expect(a).toMatchObject({ integersBeyondDouble: 2, integerMin: 0n, integerMax: 9007199254740993n })
    expect(b).toMatchObject({
      reals: 50_000,
      realsBeyondDouble: 2,
      realsInfinite: 2,
      realMin: 0.5,
      realMax: 1e20,
    })
    expect(c).toMatchObject({ textsNonAscii: 2, textsWithNul: 1, longestText: 3, longestTextBytes: 4 })
  })

  it.each([
    ['rowids far apart', 'create table t (k integer primary key, v)', '(i - 25000) * 300000000000000'],
    [
      'a key that compares without case',
      'create table t (k text collate nocase primary key, v) without rowid',
      `case when i % 2 then 'A' else 'a' end || i`,
    ],
    ['a key of two columns', 'create table t (k int, v, primary key (v, k)) without rowid', 'i'],
    [
      'texts as the key that are no valid UTF-8',
      'create table t (k, v, primary key (k)) without rowid',
      `case when i % 2 then cast(x'ff' || i as text) else i end`,
    ],
  ])('is read once and in small chunks with %s', async (_, ddl, key) => {
    const { profiles, rowCount, chunks } = await queriedTableOf(
      `${ddl}; ${NUMBERS} insert into t select ${key}, 'v' from n`,
    )
    expect(rowCount).toBe(50_000)
    expect(profiles.at(-1)).toMatchObject({ texts: 50_000, totalBytes: 50_000, longestText: 1 })
    expect(chunks.length).toBeGreaterThan(2)
    expect(Math.max(...chunks)).toBeLessThanOrEqual(20_000)
  })

  it.each([
    ['a descending key', 'create table t (k, v, primary key (k desc)) without rowid', 'i'],
    [
      'a key in another collation',
      'create table t (k, v, primary key (k collate nocase)) without rowid',
      'i',
    ],
    ['no name for the rowid', 'create table t (rowid, _rowid_, oid)', `i, 1`],
  ])('is read at once with %s', async (_, ddl, key) => {
    const { profiles, chunks } = await queriedTableOf(
      `${ddl}; ${NUMBERS} insert into t select ${key}, 'v' from n`,
    )
    expect(chunks).toEqual([50_000])
    expect(profiles.at(-1)).toMatchObject({ texts: 50_000, totalBytes: 50_000, longestText: 1 })
  })

  const DAY = "'2026-03-27'"
  const MOMENT = "'2026-03-27 17:05:00'"
  const GUID = "'c0ffee00-0000-4000-a000-00000000000a'"
  it.each([
    ['datetime', MOMENT],
    ['text collate rtrim', DAY],
    ['date', DAY],
    ['blob', GUID],
    ['text', "'plain'"],
    ['text', "'Größe'"],
    ['json', MOMENT],
  ])('measures odd values in a %s of %s as it does at the start', async (declaration, usual) => {
    const odd = [
      ...[
        "''",
        "' '",
        '5',
        '-0.5',
        '9e999',
        'null',
        "x'00'",
        'char(0)',
        "'t'",
        "'FALSE'",
        "'10:00'",
        "'é' || char(9)",
      ],
      ...["'2026-02-30'", "'0000-01-01'", "'0001-01-01'", "'9999-12-31 23:59:59'", "'2026-03-27T17:05:00Z'"],
      ...[
        `${usual} || char(0)`,
        `${usual} || ' '`,
        `upper(${usual})`,
        `cast(${usual} as blob)`,
        `${usual} || 'x'`,
      ],
      ...[
        "'2026-03-27 24:00:00'",
        "'2026-03-27 17:05:00.5'",
        "cast(x'ff' as text)",
        "printf('%5000s', 'long')",
      ],
    ]
    const common = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000) select ${usual} from n`
    const strange = `insert into t values ${odd.map((value) => `(${value})`).join(', ')}`
    const read = async (...inserts: readonly string[]) =>
      (await measuredColumnOf(`create table t (c ${declaration}); ${inserts.join('; ')}`)).profile
    const behind = await read(`insert into t ${common}`, strange, `insert into t ${common}`)
    expect(behind).toEqual(await read(strange, `insert into t ${common}`, `insert into t ${common}`))
    expect(behind.nulls).toBe(1)
  })

  it('has fewer rows in a chunk where values are long', async () => {
    const { profiles, chunks } = await queriedTableOf(`create table t (a, b); ${NUMBERS}
      insert into t select case when i % 2 then replace(hex(zeroblob(5000)), '0', 'é') else 'x' end, zeroblob(20000)
        from n limit 3000`)
    const [text, blob] = profiles
    expect(text).toMatchObject({
      texts: 3000,
      textsNonAscii: 1500,
      longestText: 10_000,
      longestTextBytes: 20_000,
      textsInvalidUtf8: 0,
    })
    expect(blob).toMatchObject({ blobs: 3000, longestBlobBytes: 20_000, totalBytes: 60_000_000 })
    expect(Math.max(...chunks)).toBeLessThan(1500)
  })
})

describe('mergeProfiles', () => {
  it('adds counts, keeps the extremes, and changes nothing with no rows', async () => {
    const one = (await measuredColumnOf(script('', `1 | 2.5 | 'abc' | x'00' | null`))).profile
    const other = (await measuredColumnOf(script('', `-5 | 7.5 | 'é' | x'0000'`))).profile
    const both = (
      await measuredColumnOf(script('', `1 | 2.5 | 'abc' | x'00' | null | -5 | 7.5 | 'é' | x'0000'`))
    ).profile
    expect(mergeProfiles(one, other)).toEqual(both)
    expect(mergeProfiles(EMPTY_PROFILE, one)).toEqual(one)
    expect(mergeProfiles(one, EMPTY_PROFILE)).toEqual(one)
  })
})
