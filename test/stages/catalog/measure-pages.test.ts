import { describe, expect, it } from 'vitest'
import fc from '../../support/fast-check.ts'
import { first, measuredColumnOf, measuredTableOf } from './read-from.ts'

interface Declared {
  readonly declared: string
  /** SQL, of the number i of the row. */
  readonly value: string
}

const DECLARED = {
  integers: { declared: 'integer', value: 'i * 977 - 100' },
  keys: { declared: 'bigint', value: 'i * 70000000000' },
  'seconds since 1970': { declared: 'datetime', value: 'i * 1000000' },
  'milliseconds since 1970': { declared: 'timestamp', value: 'i * 1000000000' },
  reals: { declared: 'real', value: 'i / 8.0' },
  'whole reals': { declared: 'double', value: 'i' },
  'seconds with a fraction': { declared: 'datetime', value: '1.7e9 + i / 1e6' },
  hundredths: { declared: 'decimal(10, 2)', value: 'i / 100.0' },
  'long decimals': { declared: 'numeric(20, 4)', value: 'i / 8.0' },
  texts: { declared: 'text', value: `'word ' || (i % 77)` },
  'texts beyond ASCII': { declared: 'text', value: `'wörd ' || (i % 77)` },
  untyped: { declared: '', value: `'word ' || (i % 77)` },
  dates: { declared: 'date', value: `date(i * 86400, 'unixepoch')` },
  timestamps: { declared: 'datetime', value: `datetime(i * 1000, 'unixepoch')` },
  midnights: { declared: 'date', value: `date(i * 86400, 'unixepoch') || ' 00:00:00'` },
  'timestamps with T': {
    declared: 'text',
    value: `strftime('%Y-%m-%dT%H:%M:%S', i * 1000, 'unixepoch')`,
  },
  uuids: { declared: 'text', value: `printf('%08x-0000-4000-8000-%012x', i, i)` },
  json: { declared: 'json', value: `'[' || i || ']'` },
} as const satisfies Readonly<Record<string, Declared>>

type Kind = keyof typeof DECLARED

const ROWS = 300
const ODD_ROW = 150

function script(kind: Kind, odd: string): string {
  const { declared, value } = DECLARED[kind]
  return `
    create table t (c ${declared});
    insert into t (c)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
      select iif(i = ${ODD_ROW}, ${odd}, ${value}) from n`
}

const ODD = {
  null: 'null',
  'an integer': '7',
  zero: '0',
  'an integer of 24 bits': '-8388608',
  'an integer of 48 bits': '-140737488355328',
  'an integer of 49 bits': '140737488355328',
  'the last integer that a double holds': '9007199254740992',
  'a large integer': '9007199254740993',
  'the largest integer': '9223372036854775807',
  'the smallest integer': '-9223372036854775807 - 1',
  'the last second of the calendar': '253402300799',
  'a double': '0.5',
  'a negative double': '-1234.565',
  'a double of three decimals': '0.125',
  'the negative zero': '-0.0',
  'an infinite double': '9e999',
  'a double beyond 2^53': '1e17',
  'a double beyond 64 bits': '-1e19',
  'a text': `'word'`,
  'a text of digits': `'12'`,
  'an empty text': `''`,
  'a date': `'2024-02-29'`,
  'no day of the calendar': `'2023-02-29'`,
  'the year 0000': `'0000-01-01'`,
  'a timestamp': `'2024-02-29 23:59:59'`,
  'a timestamp without seconds': `'2024-02-29T23:59'`,
  'a timestamp with decimals': `'2024-02-29 23:59:59.123'`,
  'a timestamp with nanoseconds': `'2024-02-29 23:59:59.123456789'`,
  'a timestamp with a point and no decimals': `'2024-02-29 23:59:59.'`,
  'a timestamp in UTC': `'2024-02-29T23:59:59Z'`,
  'a timestamp with an offset': `'2024-02-29T23:59:59.000 +05:30'`,
  'a timestamp with an offset of no clock': `'2024-02-29T23:59:59+16:00'`,
  'a timestamp with a blank behind it': `'2024-02-29 23:59:59 '`,
  'the hour 24': `'2024-02-29 24:00:00'`,
  'a date with more behind it': `'2024-02-29x'`,
  'a time': `'12:34'`,
  'a time with nanoseconds': `'12:34:56.1234567'`,
  'a time in UTC': `'12:34:56Z'`,
  'a time with an offset': `'12:34:56.000 +05:30'`,
  'a time with nanoseconds and an offset': `'12:34:56.1234567+00'`,
  'a time with an offset of no clock': `'12:34+16:00'`,
  'the end of a day': `'24:00:00.00'`,
  'a boolean': `'TRUE'`,
  'a letter for a boolean': `'f'`,
  'a capital for a boolean': `'T'`,
  'a word that begins like a boolean': `'truth'`,
  'a UUID': `'a0000000-0000-4000-8000-00000000000f'`,
  'a UUID in capitals': `'A0000000-0000-4000-8000-00000000000F'`,
  'a text with an umlaut': `'wörd'`,
  'a date with an umlaut': `'2024-02-29 ü'`,
  'a text of four bytes a character': `'🙂🙂'`,
  'a text with a line feed': `'a' || char(10)`,
  'a text with a backslash': `'a\\b'`,
  'a text with NUL': `'a' || char(0) || 'b'`,
  'a date with NUL behind it': `'2024-02-29' || char(0)`,
  'invalid UTF-8': `cast(x'61ff' as text)`,
  'a long text': `printf('%.5000c', 'x')`,
  'a text of several pages': `'ö' || printf('%.50000c', 'x')`,
  'a blob': `x'00ff'`,
  'an empty blob': `x''`,
  'a blob of several pages': `zeroblob(20000)`,
  'a blob of UTF-8': `cast('wörd' as blob)`,
  'a blob that reads as a date': `cast('2024-02-29' as blob)`,
} as const

describe('what lies in the pages of a file', () => {
  for (const kind of Object.keys(DECLARED) as Kind[]) {
    it.each(Object.entries(ODD))(`is told of ${kind} as SQLite tells it, with %s in it`, async (_, odd) => {
      const { profile } = await measuredColumnOf(script(kind, odd))
      expect(profile.nulls + profile.integers + profile.reals + profile.texts + profile.blobs).toBe(ROWS)
    })
  }

  it('is told whatever it is', async () => {
    const value = fc.oneof(
      fc.constantFrom(...Object.values(ODD)),
      fc.stringMatching(/^[0-9:\-.T +Ztf a-f]{0,30}$/).map((text) => `'${text}'`),
      fc
        .stringMatching(/^2024-02-[0-3][0-9][ T][0-2][0-9]:[0-5][0-9][0-9:.Z +-]{0,12}$/)
        .map((text) => `'${text}'`),
      fc.stringMatching(/^[0-2][0-9]:[0-5][0-9][0-9:.Z +-]{0,12}$/).map((text) => `'${text}'`),
      fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((double) => double.toExponential()),
      fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map((whole) => `${whole} / 1000.0`),
      fc
        .uint8Array({ maxLength: 300 })
        .map((bytes) => `cast(x'${Buffer.from(bytes).toString('hex')}' as text)`),
    )
    const columns = fc.array(fc.tuple(fc.constantFrom(...(Object.keys(DECLARED) as Kind[])), value), {
      minLength: 1,
      maxLength: 12,
    })
    await fc.assert(
      fc.asyncProperty(columns, async (picked) => {
        const declared = picked.map(([kind], place) => `c${place} ${DECLARED[kind].declared}`)
        const usual = picked.map(([kind]) => DECLARED[kind].value)
        await measuredTableOf(`
          create table t (${declared.join(', ')});
          insert into t
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 20) select ${usual.join(', ')} from n;
          insert into t values (${picked.map(([, odd]) => odd).join(', ')})`)
      }),
      { numRuns: 80 },
    )
  })

  it('tells of what COPY escapes', async () => {
    expect((await measuredColumnOf(script('texts', `'a\\b'`))).profile.textsPlain).toBe(false)
    expect((await measuredColumnOf(script('texts', `'word'`))).profile.textsPlain).toBe(true)
  })
})

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)'

describe('a table', () => {
  it.each([
    [
      'has its key first, and not as it is declared',
      'create table t (a, b, c text, d as (a + 1), e as (b + 1) stored, f real, primary key (c, b, c)) without rowid',
    ],
    [
      'repeats a column of its key',
      'create table t (a, b, c text collate nocase, f real, primary key (c, c collate binary, a)) without rowid',
    ],
    [
      'has generated columns between the others',
      'create table t (a, d as (a + 1), b, e as (b + 1) stored, c text, f)',
    ],
    ['has its rowid among its columns', 'create table t (a, b integer primary key, c text, f)'],
    ['is STRICT', 'create table t (a any, b integer, c text, f real) strict'],
  ])('that %s is measured rightly', async (_, ddl) => {
    const { columns } = await measuredTableOf(`${ddl};
      ${NUMBERS} insert into t (a, b, c, f) select iif(i % 2, 'é', i), i * 5, 'text ' || i, i / 4.0 from n`)
    expect(columns.find(({ name }) => name === 'b')?.profile).toMatchObject({
      integers: 3000,
      integerMax: 15_000n,
    })
    expect(columns.find(({ name }) => name === 'c')?.profile).toMatchObject({ texts: 3000, longestText: 9 })
    expect(columns.find(({ name }) => name === 'a')?.profile).toMatchObject({
      texts: 1500,
      textsNonAscii: 1500,
    })
  })

  it('that has got columns has their defaults in older rows', async () => {
    const { columns } = await measuredTableOf(`
      create table t (a); insert into t values (1), (2);
      alter table t add column b text; alter table t add column c integer not null default 7;
      alter table t add column d default null; insert into t values (3, 'x', 8, 'y')`)
    expect(columns.map(({ profile }) => profile.nulls)).toEqual([0, 2, 0, 2])
    expect(columns[2]?.profile).toMatchObject({ integers: 3, integerMin: 7n, integerMax: 8n })
  })

  it('that has lost a column is measured without it', async () => {
    const { columns } = await measuredTableOf(`
      create table t (a, b, c); insert into t values (1, 'x', 2.5), (2, 'y', 3.5); alter table t drop column b`)
    expect(columns.map(({ profile }) => [profile.integers, profile.reals])).toEqual([
      [2, 0],
      [0, 2],
    ])
  })

  it.each([512, 1024, 8192, 65_536])('lies in pages of %i bytes', async (size) => {
    const { columns } = await measuredTableOf(`
      pragma page_size = ${size}; create table t (a integer primary key, b text, c blob, d real);
      ${NUMBERS} insert into t select i, printf('%.*c', i * 37 % 3000, 'x'), zeroblob(i % 100 * 10), i from n;
      delete from t where a % 3 = 0`)
    expect(first(columns).profile).toMatchObject({ integers: 2000, integerMin: 1n, integerMax: 2999n })
  })

  it('may hold a row of two thousand columns, whose header is longer than a page', async () => {
    const names = Array.from({ length: 1900 }, (_, place) => `c${place}`)
    const { columns } = await measuredTableOf(`
      pragma page_size = 512; create table t (${names.join(', ')});
      insert into t values (${names.map((_, place) => (place % 3 === 0 ? `'text ${place}'` : place)).join(', ')})`)
    expect(columns.at(-1)?.profile).toMatchObject({ texts: 1, longestText: 9 })
  })

  it.each(['-5', '9007199254740993', '-9223372036854775807 - 1'])(
    'may have %s for a rowid',
    async (rowid) => {
      const { columns } = await measuredTableOf(`
      create table t (a integer primary key, b); insert into t values (${rowid}, 1), (2, 2)`)
      expect(first(columns).profile.integers).toBe(2)
    },
  )

  it('may be empty', async () => {
    const { rowCount, columns } = await measuredTableOf('create table t (a, b)')
    expect([rowCount, columns.length]).toEqual([0, 2])
  })
})
