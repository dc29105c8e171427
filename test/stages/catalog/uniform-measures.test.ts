import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ColumnProfile } from '../../../src/stages/catalog/column-profile.ts'
import { columnOf } from './read-from.ts'

interface Declared {
  readonly declared: string
  /** SQL, of the number i of the row. */
  readonly value: string
}

/** What a column holds at first, from which is learned what to expect of the rest. */
const UNIFORM = {
  integers: { declared: 'integer', value: 'i * 977 - 100' },
  reals: { declared: 'real', value: 'i / 8.0' },
  texts: { declared: 'text', value: `'word ' || (i % 77)` },
  foreign: { declared: 'text', value: `'wörd ' || (i % 77)` },
  untyped: { declared: '', value: `'word ' || (i % 77)` },
  dates: { declared: 'date', value: `date(i * 86400, 'unixepoch')` },
  timestamps: { declared: 'datetime', value: `datetime(i * 1000, 'unixepoch')` },
  midnights: { declared: 'date', value: `date(i * 86400, 'unixepoch') || ' 00:00:00'` },
  'timestamps with T': {
    declared: 'text',
    value: `strftime('%Y-%m-%dT%H:%M:%S', i * 1000, 'unixepoch')`,
  },
  uuids: { declared: 'text', value: `printf('%08x-0000-4000-8000-%012x', i, i)` },
} as const satisfies Readonly<Record<string, Declared>>

type Uniform = keyof typeof UNIFORM

const ROWS = 2500
/** In the chunk behind the first, which has a hundred rows. */
const ODD_ROW = 150

/** The other columns leave no name for the rowid: then all rows are one chunk, and nothing is known of them beforehand. */
const NO_CHUNKS = ', rowid, oid, _rowid_'

function script({ declared, value }: Declared, odd: string, others: string): string {
  return `
    create table t (c ${declared}${others});
    insert into t (c)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
      select iif(i = ${ODD_ROW}, ${odd}, ${value}) from n`
}

/** @returns the profile of many chunks, and that of all rows in one */
async function bothWays(uniform: Uniform, odd: string): Promise<readonly [ColumnProfile, ColumnProfile]> {
  const inChunks = await columnOf(script(UNIFORM[uniform], odd, ''))
  const atOnce = await columnOf(script(UNIFORM[uniform], odd, NO_CHUNKS))
  // in one chunk nobody looks for what COPY escapes
  return [
    { ...inChunks.profile, textsPlain: false },
    { ...atOnce.profile, textsPlain: false },
  ]
}

const ODD = {
  null: 'null',
  'an integer': '7',
  'a large integer': '9007199254740993',
  'the largest integer': '9223372036854775807',
  'the smallest integer': '-9223372036854775807 - 1',
  'a double': '0.5',
  'an infinite double': '9e999',
  'a double beyond 2^53': '1e17',
  'a text': `'word'`,
  'a text of digits': `'12'`,
  'an empty text': `''`,
  'a date': `'2024-02-29'`,
  'no day of the calendar': `'2023-02-29'`,
  'the year 0000': `'0000-01-01'`,
  'a timestamp': `'2024-02-29 23:59:59'`,
  'a timestamp with decimals': `'2024-02-29 23:59:59.123'`,
  'a timestamp in UTC': `'2024-02-29T23:59:59Z'`,
  'the hour 24': `'2024-02-29 24:00:00'`,
  'a date with more behind it': `'2024-02-29x'`,
  'two dates with the separator between them': `'2024-02-29' || char(31) || '2024-03-01'`,
  'a date behind the separator': `'word' || char(31) || '2024-03-01'`,
  'a time': `'12:34'`,
  'a boolean': `'TRUE'`,
  'a letter for a boolean': `'f'`,
  'a word that begins like a boolean': `'truth'`,
  'a UUID': `'a0000000-0000-4000-8000-00000000000f'`,
  'a UUID in capitals': `'A0000000-0000-4000-8000-00000000000F'`,
  'a text with an umlaut': `'wörd'`,
  'a text with a line feed': `'a' || char(10)`,
  'a text with a backslash': `'a\\b'`,
  'a text with NUL': `'a' || char(0) || 'b'`,
  'invalid UTF-8': `cast(x'61ff' as text)`,
  'a long text': `printf('%.5000c', 'x')`,
  'a blob': `x'00ff'`,
  'a blob that reads as a date': `cast('2024-02-29' as blob)`,
  'a blob that reads as a timestamp': `cast('2024-02-29 23:59:59' as blob)`,
  'a blob that reads as a text': `cast('word' as blob)`,
} as const

describe('a column of one kind', () => {
  for (const uniform of Object.keys(UNIFORM) as Uniform[]) {
    it.each(Object.entries(ODD))(`of ${uniform} is measured rightly with %s in it`, async (_, odd) => {
      const [inChunks, atOnce] = await bothWays(uniform, odd)
      expect(inChunks).toEqual(atOnce)
    })
  }

  it('tells of what COPY escapes', async () => {
    const { profile } = await columnOf(script(UNIFORM.texts, ODD['a text with a line feed'], ''))
    expect(profile.textsPlain).toBe(false)
    expect((await columnOf(script(UNIFORM.texts, `'word'`, ''))).profile.textsPlain).toBe(true)
  })

  it('may hold texts that only look like something else', async () => {
    const lookalikes = { declared: 'text', value: `'12:99 ' || i` }
    const { profile } = await columnOf(script(lookalikes, `'2024-x'`, ''))
    expect(profile.textForms.other).toBe(ROWS)
  })

  it('may be one of hundreds', async () => {
    const names = Array.from({ length: 600 }, (_, index) => `c${index}`)
    const { profile } = await columnOf(`
      create table t (${names.map((name) => `${name} text`).join(', ')});
      insert into t
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
        select ${names.map((_, index) => (index === 0 ? `iif(i = 290, 'f', 'word')` : `'word'`)).join(', ')} from n`)
    expect(profile.textForms).toMatchObject({ other: 299, boolean: 1 })
  })

  it('is measured rightly whatever stands in it', async () => {
    const value = fc.oneof(
      fc.constantFrom(...Object.values(ODD)),
      fc.stringMatching(/^[0-9:\-T tf a-f]{0,20}$/).map((text) => `'${text}'`),
      fc.date({ noInvalidDate: true }).map((date) => `'${date.toISOString().slice(0, 19)}'`),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(UNIFORM) as Uniform[])),
        value,
        async (uniform, odd) => {
          const [inChunks, atOnce] = await bothWays(uniform, odd)
          expect(inChunks).toEqual(atOnce)
        },
      ),
      { numRuns: 60 },
    )
  })
})
