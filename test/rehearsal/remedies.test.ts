import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Remedy, RemedyAction } from '../../src/issues/remedy.ts'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql, temporaryDirectory } from '../support/sqlite.ts'
import { remedied } from './remedied.ts'

interface Case {
  readonly title: string
  /** The definition of the column a. */
  readonly column: string
  /** One value a row, as SQL. */
  readonly values: readonly string[]
  readonly issue: string
  readonly remedy: RemedyAction
  /** The column in the target, its type first. */
  readonly arrives: readonly (string | null)[]
  readonly effect: string
}

const cast = (from: Extract<RemedyAction, { do: 'cast' }>['from']): RemedyAction => ({ do: 'cast', from })
const UUID = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'

const CASES: readonly Case[] = [
  {
    title: 'default takes the DEFAULT of the column',
    column: `integer not null default 7`,
    values: ['1', `'x'`, '3'],
    issue: 'quality/wrong-storage-class:t.a',
    remedy: { do: 'default' },
    arrives: ['bigint', '1', '7', '3'],
    effect: '1 value replaced by the DEFAULT',
  },
  {
    title: 'null makes NULL of the value',
    column: 'date',
    values: [`'2024-01-01'`, `'2024-02-30'`, `'2024-01-02'`],
    issue: 'quality/invalid-date:t.a',
    remedy: { do: 'null' },
    arrives: ['date', '2024-01-01', null, '2024-01-02'],
    effect: '1 value set to NULL',
  },
  {
    title: 'truncate cuts at the declared limit, in characters',
    column: 'varchar(3)',
    values: [`'äöüß'`, `'abc'`, `'😀😀😀😀'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: { do: 'truncate', length: null },
    arrives: ['character varying', 'äöü', 'abc', '😀😀😀'],
    effect: '2 values truncated to 3 characters',
  },
  {
    title: 'truncate cuts at the length of the settings',
    column: 'varchar(3)',
    values: [`'abcd'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: { do: 'truncate', length: 1 },
    arrives: ['character varying', 'a'],
    effect: '1 value truncated to 1 character',
  },
  {
    title: 'clamp takes the range of the declared type',
    column: 'decimal(5,2)',
    values: ['12345.5', '1.25', '-99999'],
    issue: 'quality/decimal-overflow:t.a',
    remedy: { do: 'clamp', min: null, max: null },
    arrives: ['numeric', '999.99', '1.25', '-999.99'],
    effect: '2 values clamped to at least -999.99 and at most 999.99, with 2 decimals',
  },
  {
    title: 'clamp rounds to the decimals of the declared type',
    column: 'decimal(5,2)',
    values: ['1.256', '1.25', '-999.999'],
    issue: 'quality/decimal-overflow:t.a',
    remedy: { do: 'clamp', min: null, max: null },
    arrives: ['numeric', '1.26', '1.25', '-999.99'],
    effect: '2 values clamped to at least -999.99 and at most 999.99, with 2 decimals',
  },
  {
    title: 'clamp takes the range of 64 bits',
    column: 'integer',
    values: ['1', '2', '1e20'],
    issue: 'quality/integer-beyond-64-bits:t.a',
    remedy: { do: 'clamp', min: null, max: null },
    arrives: ['bigint', '1', '2', '9223372036854775807'],
    effect: '1 value clamped to at least -9223372036854775808 and at most 9223372036854775807',
  },
  {
    title: 'clamp takes the range of the settings',
    column: 'decimal(5,2)',
    values: ['12345.5', '5', '-5000'],
    issue: 'quality/decimal-overflow:t.a',
    remedy: { do: 'clamp', min: 0, max: null },
    arrives: ['numeric', '12345.5', '5', '0'],
    effect: '1 value clamped to at least 0',
  },
  {
    title: 'clamp takes a bound that no double holds',
    column: 'decimal(16,0)',
    values: ['12345678901234567', '5'],
    issue: 'quality/decimal-overflow:t.a',
    remedy: { do: 'clamp', min: null, max: 9007199254740993n },
    arrives: ['numeric', '9007199254740993', '5'],
    effect: '1 value clamped to at most 9007199254740993',
  },
  {
    title: 'strip removes U+0000',
    column: 'text',
    values: [`'a' || char(0) || 'b' || char(0)`, `'c'`],
    issue: 'quality/nul-in-text:t.a',
    remedy: { do: 'strip', characters: null },
    arrives: ['text', 'ab', 'c'],
    effect: '1 value stripped of U+0000 and invalid bytes',
  },
  {
    title: 'strip removes bytes that are no UTF-8',
    column: 'text',
    values: [`cast(x'53e36f20c3a9' as text)`, `'c'`, `'d'`],
    issue: 'quality/invalid-utf8:t.a',
    remedy: { do: 'strip', characters: null },
    arrives: ['text', 'So é', 'c', 'd'],
    effect: '1 value stripped of U+0000 and invalid bytes',
  },
  {
    title: 'strip removes the characters of the settings',
    column: 'integer',
    values: ['1', `'1 2€'`, '3'],
    issue: 'quality/wrong-storage-class:t.a',
    remedy: { do: 'strip', characters: ' €' },
    arrives: ['bigint', '1', '12', '3'],
    effect: '1 value stripped of the characters of the settings',
  },
  {
    title: 'replace gives another value',
    column: 'date',
    values: [`'2024-01-01'`, `'0000-00-00'`, `'2024-01-03'`],
    issue: 'quality/invalid-date:t.a',
    remedy: { do: 'replace', find: null, with: '1970-01-01' },
    arrives: ['date', '2024-01-01', '1970-01-01', '2024-01-03'],
    effect: '1 value replaced by the value of the settings',
  },
  {
    title: 'replace changes each occurrence of a piece, once',
    column: 'varchar(4)',
    values: [`'aaaaaaa'`, `'aaaa'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: { do: 'replace', find: 'aa', with: 'a' },
    arrives: ['character varying', 'aaaa', 'aaaa'],
    effect: '1 value changed by replacing a piece of text',
  },
  {
    title: 'drop-row drops the row',
    column: 'integer',
    values: ['1', `'x'`, '3'],
    issue: 'quality/wrong-storage-class:t.a',
    remedy: { do: 'drop-row' },
    arrives: ['bigint', '1', '3'],
    effect: '1 row dropped',
  },
  {
    title: 'sql computes a value of the row',
    column: 'varchar(5)',
    values: [`'abcdefg'`, `'abc'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: { do: 'sql', expression: `substr(a, 1, 3) || '#' || id -- a comment` },
    arrives: ['character varying', 'abc#1', 'abc'],
    effect: '1 value computed by the expression of the settings',
  },
  {
    title: 'sql is applied to each row once, however often the issue comes back',
    column: 'varchar(2)',
    values: [`'abcdef'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: { do: 'sql', expression: 'substr(a, 2)' },
    arrives: ['text', 'bcdef'],
    effect: '1 value computed by the expression of the settings',
  },
  {
    title: 'cast epoch-seconds',
    column: 'datetime',
    values: ['1706781600', 'null', '5'],
    issue: 'quality/date-encoding:t.a',
    remedy: cast('epoch-seconds'),
    arrives: ['timestamp with time zone', '2024-02-01 10:00:00+00', null, '1970-01-01 00:00:05+00'],
    effect: '2 values read as epoch-seconds',
  },
  {
    title: 'cast epoch-milliseconds among ISO dates',
    column: 'timestamp',
    values: ['1706781600123', `'2024-02-01 11:00:00'`, `'2024-02-01 12:00:00'`],
    issue: 'quality/date-encodings-mixed:t.a',
    remedy: cast('epoch-milliseconds'),
    arrives: [
      'timestamp without time zone',
      '2024-02-01 10:00:00.123',
      '2024-02-01 11:00:00',
      '2024-02-01 12:00:00',
    ],
    effect: '1 value read as epoch-milliseconds',
  },
  {
    title: 'cast epoch-microseconds',
    column: 'timestamp',
    values: ['1706781600123456', '1706781600000000'],
    issue: 'quality/date-encoding-unknown:t.a',
    remedy: cast('epoch-microseconds'),
    arrives: ['timestamp with time zone', '2024-02-01 10:00:00.123456+00', '2024-02-01 10:00:00+00'],
    effect: '2 values read as epoch-microseconds',
  },
  {
    title: 'cast epoch-nanoseconds leaves what would lose digits',
    column: 'timestamp',
    values: ['1706781600123456000', '1706781600123456000', '1706781600123456789'],
    issue: 'quality/date-encoding-unknown:t.a',
    remedy: cast('epoch-nanoseconds'),
    arrives: ['timestamp with time zone', '2024-02-01 10:00:00.123456+00', '2024-02-01 10:00:00.123456+00'],
    effect: '2 values read as epoch-nanoseconds',
  },
  {
    title: 'cast julian-day',
    column: 'timestamp',
    values: ['2440587.5', '2451545.0'],
    issue: 'quality/date-encoding-unknown:t.a',
    remedy: cast('julian-day'),
    arrives: ['timestamp with time zone', '1970-01-01 00:00:00+00', '2000-01-01 12:00:00+00'],
    effect: '2 values read as julian-day',
  },
  {
    title: 'cast compact-date',
    column: 'datetime',
    values: ['20180406034959', '20180407000000'],
    issue: 'quality/date-encoding-unknown:t.a',
    remedy: cast('compact-date'),
    arrives: ['timestamp without time zone', '2018-04-06 03:49:59', '2018-04-07 00:00:00'],
    effect: '2 values read as compact-date',
  },
  {
    title: 'cast day-first-date',
    column: 'date',
    values: [`'31/12/2020'`, `'1.2.2021'`, `'12/31/2020'`],
    issue: 'quality/invalid-date:t.a',
    remedy: cast('day-first-date'),
    arrives: ['date', '2020-12-31', '2021-02-01'],
    effect: '2 values read as day-first-date',
  },
  {
    title: 'cast month-first-date',
    column: 'timestamp',
    values: [`'12/31/2020 11:59 PM'`, `'1/2/2021'`],
    issue: 'quality/invalid-date:t.a',
    remedy: cast('month-first-date'),
    arrives: ['timestamp without time zone', '2020-12-31 23:59:00', '2021-01-02 00:00:00'],
    effect: '2 values read as month-first-date',
  },
  {
    title: 'cast boolean, in a column with the affinity of text',
    column: 'varchar(3)',
    values: [`'yes'`, `'No'`, `'true'`, `'false'`, `'on'`, 'null'],
    issue: 'quality/varchar-overflow:t.a',
    remedy: cast('boolean'),
    arrives: ['boolean', 't', 'f', 't', 'f', 't', null],
    effect: '5 values read as boolean',
  },
  {
    title: 'cast boolean leaves what is none',
    column: 'boolean not null default 0',
    values: ['1', '1', `'yes'`, '0', `'perhaps'`],
    issue: 'quality/boolean-spelling:t.a',
    remedy: cast('boolean'),
    arrives: ['boolean', 't', 't', 't', 'f'],
    effect: '1 value read as boolean',
  },
  {
    title: 'cast number, in a column with the affinity of text',
    column: 'varchar(4)',
    values: [`'1,234.50'`, `'7'`, `'-0.25'`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: cast('number'),
    arrives: ['numeric', '1234.5', '7', '-0.25'],
    effect: '3 values read as number',
  },
  {
    title: 'cast number keeps a declared integer',
    column: 'integer',
    values: ['1', '2', `'1,234'`],
    issue: 'quality/wrong-storage-class:t.a',
    remedy: cast('number'),
    arrives: ['bigint', '1', '2', '1234'],
    effect: '1 value read as number',
  },
  {
    title: 'cast hex',
    column: 'blob',
    values: [`'00ff'`, `x'cafe'`],
    issue: 'quality/text-in-blob:t.a',
    remedy: cast('hex'),
    arrives: ['bytea', '\\x00ff', '\\xcafe'],
    effect: '1 value read as hex',
  },
  {
    title: 'cast base64',
    column: 'varchar(4)',
    values: [`'AAECAw=='`, `'yv4='`],
    issue: 'quality/varchar-overflow:t.a',
    remedy: cast('base64'),
    arrives: ['bytea', '\\x00010203', '\\xcafe'],
    effect: '2 values read as base64',
  },
  {
    title: 'cast uuid',
    column: 'uuid',
    values: [`'${UUID}'`, `'{${UUID.toUpperCase()}}'`, `'${UUID.replaceAll('-', '')}'`],
    issue: 'quality/invalid-uuid:t.a',
    remedy: cast('uuid'),
    arrives: ['uuid', UUID, UUID, UUID],
    effect: '2 values read as uuid',
  },
  {
    title: 'cast uuid-bytes',
    column: 'uuid',
    values: [`x'${UUID.replaceAll('-', '')}'`, `'${UUID.toUpperCase()}'`],
    issue: '*:t.a',
    remedy: cast('uuid-bytes'),
    arrives: ['uuid', UUID, UUID],
    effect: '2 values read as uuid-bytes',
  },
  {
    title: 'cast uuid-text',
    column: 'blob',
    values: [`x'${UUID.replaceAll('-', '')}'`, `'${UUID.toUpperCase()}'`],
    issue: 'quality/text-in-blob:t.a',
    remedy: cast('uuid-text'),
    arrives: ['bytea', `\\x${UUID.replaceAll('-', '')}`, `\\x${UUID.replaceAll('-', '')}`],
    effect: '1 value read as uuid-text',
  },
]

const TYPE_OF_B =
  "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'n'::regclass and attname = 'b'"

const COLUMN = 'select pg_typeof(a) as type, a::text as a from t order by id'

describe('the remedied value arrives, and nothing else changes', () => {
  test.each(CASES)('$title', async ({ column, values, issue, remedy, arrives, effect }) => {
    const rows = values.map((value, index) => `(${index + 1}, ${value})`)
    const sql = `create table t (id integer primary key, a ${column}); insert into t values ${rows.join(', ')}`
    const found = await remedied(sql, [{ issue, ...remedy }], COLUMN)
    expect(found.rows.map(([, value]) => asColumn(value, found.rows[0]?.[0]))).toEqual(arrives.slice(1))
    expect(found.rows[0]?.[0]).toBe(arrives[0])
    expect(found.notes.map((note) => note.replace(/ \([^()]*\)$/, ''))).toEqual([effect])
    expect(found.record.summary.rowsLoaded).toBe(arrives.length - 1)
    if (found.record.summary.rowsRejected === 0) expect(found.record.summary.validation).toBe('PASS')
  })
})

/** As text a boolean is `true`. */
function asColumn(value: string | null | undefined, type: string | null | undefined): string | null {
  return type === 'boolean' ? (value?.slice(0, 1) ?? null) : (value ?? null)
}

test('a source in UTF-16 is remedied like any other', async () => {
  const sql = `pragma encoding = 'UTF-16le'; create table t (id integer primary key, a text);
    insert into t values (1, 'é' || char(0)), (2, 'b')`
  const strip = { issue: 'quality/nul-in-text:*', do: 'strip', characters: null } as const
  expect((await remedied(sql, [strip], COLUMN)).rows).toEqual([
    ['text', 'é'],
    ['text', 'b'],
  ])
})

describe('the rules of the source do not stand in the way', () => {
  test('no trigger fires, and all of them are still in the ledger', async () => {
    const sql = `
      create table t (id integer primary key, a date); create table log (id integer primary key, what text);
      create trigger changed after update on t begin insert into log (what) values ('changed'); end;
      create trigger gone after delete on t begin insert into log (what) values ('gone'); end;
      insert into t values (1, '2024-01-01'), (2, '2024-02-30'), (3, '2024-01-01')`
    const nothing = { issue: 'quality/invalid-date:t.a', do: 'null' } as const
    const { rows, record } = await remedied(sql, [nothing], 'select count(*) from log')
    expect(rows).toEqual([['0']])
    const triggers = record.objects.filter(({ type }) => type === 'trigger').map(({ name }) => name)
    expect(triggers).toEqual(['changed', 'gone'])
  })

  test('CHECKs and foreign keys with CASCADE do not act on the copy', async () => {
    const sql = `
      create table p (id integer primary key, a varchar(2) check (length(a) > 5));
      create table c (id integer primary key, p integer references p on delete cascade);
      pragma ignore_check_constraints = on;
      insert into p values (1, 'abcdefg'); insert into c values (1, 1)`
    const truncate = { issue: 'quality/varchar-overflow:p.a', do: 'truncate', length: null } as const
    const { rows } = await remedied(sql, [truncate], 'select a, (select count(*) from c) from p')
    expect(rows).toEqual([['ab', '1']])
  })

  test('a cast that reads nothing as bytes declares none, and hides no issue', async () => {
    const sql = `
      create table t (id integer primary key, a text);
      insert into t values (1, 'a' || char(0)), (2, 'b' || char(0)), (3, 'c')`
    const cast = { issue: 'quality/nul-in-text:t.a', do: 'cast', from: 'hex' } as const
    const { record } = await remedied(sql, [cast], 'select a from t')
    expect(record.remedies).toEqual([])
    expect(record.issues).toMatchObject([
      { code: 'nul-in-text', priority: 'HIGH', rows: 2 },
      { code: 'remedy-failed', rows: 2, message: expect.stringContaining('changed nothing') },
    ])
  })

  test.each([
    ['decimal(5,2)', '123456.5', 'decimal-overflow', 'uuid', 'numeric'],
    ['decimal(5,2)', '123456.5', 'decimal-overflow', 'boolean', 'numeric'],
    ['decimal(5,2)', '123456.5', 'decimal-overflow', 'day-first-date', 'numeric'],
    ['varchar(5)', "'abcdefgh'", 'varchar-overflow', 'number', 'text'],
    ['varchar(5)', "'abcdefgh'", 'varchar-overflow', 'epoch-seconds', 'text'],
    ['varchar(5)', "'abcdefgh'", 'varchar-overflow', 'uuid-text', 'text'],
  ] as const)(
    'a cast of %s that cannot read %s leaves its type and the issue %s',
    async (type, value, code, from, asBefore) => {
      const sql = `create table n (id integer primary key, b ${type}); insert into n values (1, ${value})`
      const remedy = { issue: `quality/${code}:*`, do: 'cast', from } as const
      const { record, rows } = await remedied(sql, [remedy], TYPE_OF_B)
      expect(rows).toEqual([[asBefore]])
      expect(record.result).toBe('failure')
      expect(record.remedies).toEqual([])
      expect(record.issues).toMatchObject([
        { code, priority: 'HIGH', rows: 1 },
        { code: 'remedy-failed', priority: 'MED', rows: 1 },
      ])
    },
  )

  test('a cast of which another remedy has dropped the rows tells nothing of the column', async () => {
    const sql = `create table n (id integer primary key, b decimal(5,2), c varchar(2));
      insert into n values (1, 123456.5, 'abc'), (2, 1, 'a')`
    const { record, rows } = await remedied(
      sql,
      [
        { issue: 'quality/varchar-overflow:n.c', do: 'drop-row' },
        { issue: 'quality/decimal-overflow:n.b', do: 'cast', from: 'uuid' },
      ],
      TYPE_OF_B,
    )
    expect(rows).toEqual([['numeric(5,2)']])
    expect(record.summary.rowsLoaded).toBe(1)
  })

  test('a STRICT table takes another storage class, and its columns of ANY keep their texts', async () => {
    const sql = `
      create table t (id integer primary key, a text check (a <> 'STRICT, any'), b any, c integer) strict;
      insert into t values (1, 'yes', '007', 1), (2, char(0) || 'no', 5, 2), (3, 'no', 5, 3)`
    const found = await remedied(
      sql,
      [{ issue: 'quality/nul-in-text:t.a', do: 'cast', from: 'boolean' }],
      'select a::text, b, c from t order by id',
    )
    expect(found.rows).toEqual([
      ['true', '007', '1'],
      ['false', '5', '3'],
    ])
    const mended = await remedied(
      sql,
      [{ issue: 'quality/nul-in-text:t.a', do: 'replace', find: null, with: 7 }],
      'select a, b, c from t order by id',
    )
    expect(mended.rows).toEqual([
      ['yes', '007', '1'],
      ['7', '5', '2'],
      ['no', '5', '3'],
    ])
  })

  test('a table WITHOUT ROWID is remedied by its key, and so is the key itself', async () => {
    const sql = `
      create table t (a varchar(3), b integer, c text, primary key (a, b)) without rowid;
      insert into t values ('abcd', 1, 'x'), ('abc', 2, 'y'), ('abcd', 2, char(0))`
    const remedies: readonly Remedy[] = [
      { issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null },
      { issue: 'quality/nul-in-text:t.c', do: 'replace', find: null, with: 'z' },
    ]
    const { rows, record, notes } = await remedied(sql, remedies, 'select a, b, c from t order by a, b, c')
    expect(rows).toEqual([
      ['abc', '1', 'x'],
      ['abc', '2', 'y'],
      ['abcd', '2', 'z'],
    ])
    expect(notes[0]).toContain('1 value truncated to 3 characters')
    expect(record.issues.find(({ code }) => code === 'remedy-failed')).toMatchObject({
      rows: 1,
      message:
        'The remedy "truncate" left 1 row as they were: another row has the value, and it must be unique',
    })
  })
})

describe('rename and skip', () => {
  const SQL = `
    create table t (id integer primary key, ctid text, a json, b integer references gone (id), c text collate nocase);
    create index t_a on t (date(ctid)); create index t_c on t (c, id);
    insert into t values (1, 'x', '{}', 1, 'c'), (2, 'y', '{', 2, 'd'), (3, 'z', '[]', 3, 'e')`

  test('rename gives a column its name', async () => {
    const rename = { issue: 'schema/reserved-column-name:*', do: 'rename', to: 'contract' } as const
    const { rows, record } = await remedied(SQL, [rename], 'select contract from t order by id')
    expect(rows).toEqual([['x'], ['z']])
    expect(record.issues.map(({ code }) => code)).not.toContain('reserved-column-name')
  })

  test('skip leaves out a column with all that names it, an index and a foreign key, and the ledger says so', async () => {
    const remedies: readonly Remedy[] = [
      { issue: 'quality/invalid-json:t.a', do: 'skip' },
      { issue: 'logic/index-not-translated:t[[]t_a]', do: 'drop-row' },
      { issue: 'logic/index-not-translated:*', do: 'skip' },
      { issue: 'schema/foreign-key-parent-missing:*', do: 'skip' },
    ]
    const { rows, record } = await remedied(
      SQL,
      remedies,
      'select column_name from information_schema.columns where table_name = $$t$$ order by ordinal_position',
    )
    expect(rows.flat()).toEqual(['id', 'ctid_', 'b', 'c'])
    const skipped = record.objects.filter(({ reason }) => reason === 'skipped by the settings')
    expect(skipped.map(({ type, name, status }) => [type, name, status])).toEqual([
      ['index', 't_a', 'dropped'],
      ['foreign-key', 't_b_fkey', 'dropped'],
      ['column', 'a', 'dropped'],
    ])
    expect(record.summary).toMatchObject({ rowsLoaded: 3, validation: 'PASS', cellsCompared: 12 })
    const left = record.issues.map(({ code }) => code)
    for (const code of ['invalid-json', 'index-not-translated', 'foreign-key-parent-missing'])
      expect(left).not.toContain(code)
  })

  test('skip leaves out no column whose name has the same letters in another case, beyond ASCII', async () => {
    const sql = `create table t (id integer primary key, "É" json, "é" text); insert into t values (1, '{', 'kept')`
    const skip = { issue: 'quality/invalid-json:t.É', do: 'skip' } as const
    const { rows, record } = await remedied(sql, [skip], 'select * from t')
    expect(rows).toEqual([['1', 'kept']])
    expect(record.summary).toMatchObject({ rowsLoaded: 1, rowsRejected: 0, validation: 'PASS' })
  })

  test('skip leaves out a table, and its reason is in the record', async () => {
    const sql = `create table schema_migrations (version text primary key); create table t (id integer primary key)`
    const skip = { issue: 'logic/migration-history-table:*', do: 'skip' } as const
    const { record } = await remedied(sql, [skip], 'select 1')
    expect(record.tables).toMatchObject([
      { name: 't', status: 'migrated' },
      { name: 'schema_migrations', status: 'skipped', reason: 'skipped by the settings' },
    ])
  })

  test('the settings rename too', async () => {
    const target = { schema: null, schemaCommand: null, rename: { T: 'things', 't.c': 'See' } }
    const { rows, record } = await remedied(SQL, [], 'select "See" from things order by id', { target })
    expect(rows).toEqual([['c'], ['e']])
    expect(record.tables).toMatchObject([{ name: 't', target: 'public.things' }])
  })
})

describe('what a remedy could not do is an issue', () => {
  test.each([
    ['NOT NULL', 'integer not null', { do: 'null' }, 'left 1 row as they were: the column is NOT NULL'],
    ['no DEFAULT', 'integer', { do: 'default' }, 'left 1 row as they were: the column has no DEFAULT'],
    [
      'no limit',
      'integer',
      { do: 'truncate', length: null },
      'the column has no limit; give the remedy a length',
    ],
  ] as const)('%s', async (_, column, action, message) => {
    const sql = `create table t (id integer primary key, a ${column}); insert into t values (1, 1), (2, 'secret'), (3, 3)`
    const remedy: Remedy = { issue: 'quality/wrong-storage-class:t.a', ...action }
    const record = await rehearseFile(await sqliteFromSql(sql), { resolution: resolution(remedy) })
    const failed = record.issues.filter(({ code }) => code === 'remedy-failed')
    expect(failed.map((issue) => issue.message.includes(message ?? ''))).toEqual(
      message === null ? [] : [true],
    )
    expect(record.issues.map(({ code }) => code)).toContain('wrong-storage-class')
    expect(JSON.stringify(record)).not.toContain('secret')
  })
})

describe('a remedy that matches an issue and changes nothing says so', () => {
  test.each<readonly [string, string, readonly string[], string, RemedyAction, string | null]>([
    [
      'strip',
      'text',
      [`x'00ff'`, `'b'`, `'c'`],
      'binary-in-text',
      { do: 'strip', characters: null },
      'The remedy "strip" changed nothing: 1 row of the issue is as before',
    ],
    [
      'cast',
      'uuid',
      [`x'${UUID.replaceAll('-', '')}'`],
      'uuid-bytes',
      cast('uuid'),
      'The remedy "cast" from uuid changed nothing: 1 row of the issue is as before',
    ],
    [
      'replace',
      'date',
      [`'2024-01-01'`, `'2024-01-02'`, `'x'`],
      'invalid-date',
      { do: 'replace', find: 'y', with: 'z' },
      'The remedy "replace" changed nothing: 1 row of the issue is as before',
    ],
    [
      'sql',
      'date',
      [`'2024-01-01'`, `'2024-01-02'`, `'x'`],
      'invalid-date',
      { do: 'sql', expression: 'a' },
      'The remedy "sql" changed nothing: 1 row of the issue is as before',
    ],
    [
      'clamp',
      'integer',
      ['1', '2', `'x'`, `'y'`, '3'],
      'wrong-storage-class',
      { do: 'clamp', min: 0, max: null },
      'The remedy "clamp" changed nothing: 2 rows of the issue are as before',
    ],
    [
      'but not one that changes some rows',
      'integer',
      ['1', '2', `'x'`, `'1,000'`, '3'],
      'wrong-storage-class',
      cast('number'),
      null,
    ],
    ['nor one that changes the type', 'text', ['1', '2', `x'ff'`], 'binary-in-text', cast('boolean'), null],
  ])('%s', async (_, column, values, code, action, message) => {
    const rows = values.map((value, index) => `(${index + 1}, ${value})`)
    const sql = `create table t (id integer primary key, a ${column}); insert into t values ${rows.join(', ')}`
    const { record } = await remedied(sql, [{ issue: `quality/${code}:t.a`, ...action }], COLUMN)
    const failed = record.issues.filter((found) => found.code === 'remedy-failed')
    expect(failed.map((found) => [found.priority, found.message])).toEqual(
      message === null ? [] : [['MED', message]],
    )
  })

  test('nor one that has changed the rows of another issue', async () => {
    const sql = `create table t (id integer primary key, a text, b text);
      insert into t values (1, 'a' || char(0), x'ff'), (2, 'b', 'c'), (3, 'd', 'e')`
    const { record } = await remedied(
      sql,
      [{ issue: 'quality/*', do: 'strip', characters: null }],
      'select 1',
    )
    expect(record.issues.map(({ code }) => code)).toEqual(['binary-in-text'])
  })
})

describe('an expression that fails ends the run with its name, and without a value', () => {
  test.each([
    ['a missing column', 'b + 1', 'has an expression that SQLite does not take: no such column: b'],
    ['an aggregate', 'count(*)', 'misuse of aggregate'],
    ['two expressions', '1, 2', 'does not take'],
    ['a way out of the parentheses', '1), id = (2', 'has parentheses that do not match'],
    ['a statement', '1; delete from t', 'holds a semicolon'],
    ['a parameter', ':a', 'holds a parameter'],
    ['an open quote', `'a`, 'is not SQL'],
    ['an error on a row', `json_extract('{}', a)`, 'has an expression that fails on a row'],
    ['an overflow', 'abs(-9223372036854775807 - 1)', 'fails on a row: integer overflow'],
  ])('%s', async (_, expression, message) => {
    const sql = `create table t (id integer primary key, a integer); insert into t values (1, 1), (2, 'secret'), (3, 3)`
    const remedy: Remedy = { issue: 'quality/wrong-storage-class:*', do: 'sql', expression }
    const record = await rehearseFile(await sqliteFromSql(sql), { resolution: resolution(remedy) })
    expect(record.run.error?.code).toBe('remedy-invalid')
    expect(record.run.error?.message).toContain('The remedy "sql" for quality/wrong-storage-class:t.a')
    expect(record.run.error?.message).toContain(message)
    expect(JSON.stringify(record)).not.toContain('secret')
  })
})

test('prepare scripts run before anything is read, and remedies after them', async () => {
  const script = join(await temporaryDirectory(), 'fix.sql')
  await writeFile(
    script,
    `alter table t add column b varchar(2); update t set b = 'xyz', a = 'made whole' where id = 2`,
  )
  const sql = `create table t (id integer primary key, a text); insert into t values (1, 'a'), (2, char(0))`
  const remedies = [{ issue: 'quality/varchar-overflow:t.b', do: 'truncate', length: null }] as const
  const { rows, record, notes } = await remedied(sql, [], 'select a, b from t order by id', {
    resolution: { ...resolution(...remedies), prepare: [script] },
  })
  expect(rows).toEqual([
    ['a', null],
    ['made whole', 'xy'],
  ])
  expect(record.issues).toEqual([])
  expect(notes).toEqual([
    `prepare: ${script} has run on a private copy of the snapshot`,
    '1 value truncated to 2 characters (quality/varchar-overflow:t.b)',
  ])
})

test('a remedy that has done its work is not called unused, and one that matches nothing is', async () => {
  const sql = `create table t (id integer primary key, a varchar(2)); insert into t values (1, 'abc')`
  const remedies: readonly Remedy[] = [
    { issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null },
    { issue: 'quality/invalid-date:*', do: 'null' },
    { issue: 'quality/invalid-date:*', do: 'drop-row' },
  ]
  const { record } = await remedied(sql, remedies, 'select 1')
  expect(record.issues).toMatchObject([
    { code: 'remedy-unused', priority: 'LOW', object: 'quality/invalid-date:*' },
  ])
  expect(record.result).toBe('complete')
})

function resolution(...remedies: readonly Remedy[]) {
  return { prepare: [], remedies, waivers: [], phase: null }
}

test('children in another spelling are given that of their parents, as is proposed', async () => {
  const sql = `
    create table p (id integer primary key, code text collate nocase unique);
    insert into p values (1, 'Abc'), (2, 'DEF');
    create table c (id integer primary key, p text references p (code));
    insert into c values (1, 'abc'), (2, 'DEF'), (3, 'gone'), (4, null)`
  const settings = await testSettings(await sqliteFromSql(sql))
  const { issues, suggestion } = await inspect(settings, quietContext())
  const orphans = issues.find(({ code }) => code === 'foreign-key-orphans')
  expect(orphans?.remedy).toContain('SQLite finds these parents by NOCASE')
  const [, quoted = '""'] = /expression: (".*")$/m.exec(suggestion) ?? []
  const { rows, record } = await remedied(
    sql,
    [{ issue: 'integrity/foreign-key-orphans:*', do: 'sql', expression: JSON.parse(quoted) }],
    'select p from c order by id',
  )
  expect(rows).toEqual([['Abc'], ['DEF'], ['gone'], [null]])
  expect(record.issues.find(({ code }) => code === 'foreign-key-orphans')).toMatchObject({
    rows: 1,
    examples: [{ key: { id: 3 } }],
  })
})
