import { expect, test } from 'vitest'
import { withRehearsed } from '../support/given.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { remedied } from './remedied.ts'

const issuesOf = (
  issues: readonly { readonly id: string; readonly rows: number; readonly priority: string }[],
) => issues.flatMap(({ id, rows, priority }) => (rows > 0 ? [`${id} ${rows} ${priority}`] : []))

test.each(['UTF-8', 'UTF-16le'])(
  'documents that are stored as blobs arrive as JSON, from %s',
  async (encoding) => {
    const document = (text: string) => `x'${Buffer.from(text).toString('hex')}'`
    const { record, rows } = await remedied(
      `pragma encoding = '${encoding}';
     create table t (id integer primary key, a json, b json not null);
     insert into t values (1, ${document('{"ä":12}')}, ${document('[1]')}), (2, '{"b":\t"\\\\"}', ${document('"\\n"')}),
                          (3, ${document('{"a":12}')}, ${document('{}')}), (4, null, ${document('{ }')})`,
      [],
      'select a::text, b::text from t order by id',
    )
    expect(rows).toEqual([
      ['{"ä":12}', '[1]'],
      ['{"b":\t"\\\\"}', '"\\n"'],
      ['{"a":12}', '{}'],
      [null, '{ }'],
    ])
    expect(issuesOf(record.issues)).toEqual([
      'quality/blob-in-text:t.a 2 MED',
      'quality/blob-in-text:t.b 4 MED',
    ])
  },
)

test('a blob that is no document is refused, and told apart from those that are', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a json);
     insert into t values (1, x'7b7d'), (2, '[]'), (3, x'ff'), (4, x'7b'), (5, '{}')`,
    [],
    'select id::text from t order by id',
  )
  expect(rows.flat()).toEqual(['1', '2', '5'])
  expect(issuesOf(record.issues)).toEqual([
    'quality/invalid-json:t.a 2 HIGH',
    'quality/blob-in-text:t.a 1 MED',
  ])
})

test('documents arrive that are deeper than SQLite reads', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a json);
     insert into t values (1, '{}'), (2, replace(hex(zeroblob(750)), '0', '[') || replace(hex(zeroblob(750)), '0', ']'))`,
    [],
    'select length(a::text)::text from t order by id',
  )
  expect(rows.flat()).toEqual(['2', '3000'])
  expect(issuesOf(record.issues)).toEqual([])
})

test.each(['UTF-8', 'UTF-16le', 'UTF-16be'])(
  'a document with U+0000 in it or behind it is told once, and the others arrive, from %s',
  async (encoding) => {
    const { record, rows } = await remedied(
      `pragma encoding = '${encoding}';
       create table t (id integer primary key, j json, k jsonb);
       insert into t values (1, '{}', '[]'), (2, '{"a":"x"}' || char(0), null), (3, null, '{}' || char(0) || 'zzz'),
                            (4, '{"a":' || char(0) || '1}', null), (5, 'none', null), (6, '{"a":1,"a":2}', '[-0]'),
                            (7, '[]', null), (8, '{}', null), (9, '{}', null)`,
      [],
      'select id::text from t order by id',
    )
    expect(rows.flat()).toEqual(['1', '6', '7', '8', '9'])
    expect(issuesOf(record.issues).toSorted()).toEqual([
      'quality/invalid-json:t.j 1 HIGH',
      'quality/json-not-jsonb:t.j 1 MED',
      'quality/json-not-jsonb:t.k 1 MED',
      'quality/nul-in-text:t.j 2 HIGH',
      'quality/nul-in-text:t.k 1 HIGH',
    ])
  },
)

test('a document with U+0000 behind it is refused by jsonb of a given schema', async () => {
  await withRehearsed(
    `create table t (id integer primary key, j json); insert into t values (1, '{}'), (2, '{"a":"x"}' || char(0))`,
    'create table t (id bigint primary key, j jsonb)',
    async ({ record, query }) => {
      expect(record.run.error).toBeNull()
      expect(await query('select id::text from t')).toEqual([['1']])
      expect(issuesOf(record.issues)).toContain('quality/nul-in-text:t.j 1 HIGH')
      expect(issuesOf(record.issues).join()).not.toContain('json-not-jsonb')
    },
  )
})

test('how deep a document may be is for PostgreSQL to say, and one row is told once', async () => {
  const nested = (levels: number) =>
    `replace(hex(zeroblob(${levels / 2})), '0', '{"a":') || '1' || replace(hex(zeroblob(${levels / 2})), '0', '}')`
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a json);
     insert into t values (1, ${nested(6000)}), (2, ${nested(10_000)}), (3, ${nested(60_000)})`,
    [],
    'select id::text, a::jsonb is not null from t order by id',
  )
  expect(rows).toEqual([
    ['1', 't'],
    ['2', 't'],
  ])
  expect(issuesOf(record.issues)).toEqual(['quality/row-refused:t.a 1 HIGH'])
})

test.each([
  [
    'UUID',
    `'aabbccdd-0000-4000-8000-000000000001'`,
    `'AABBCCDD-0000-4000-8000-000000000001'`,
    'invalid-uuid',
  ],
  ['INTEGER', `'a'`, `'b'`, 'wrong-storage-class'],
  ['BOOLEAN', `'a'`, `'b'`, 'boolean-spelling'],
  ['DATETIME', `'a'`, `'b'`, 'invalid-date'],
  ['TIME', `'a'`, `'b'`, 'invalid-date'],
  ['JSON', `'a'`, `'b'`, 'invalid-json'],
])('a text that no column of text can hold is no second issue of %s', async (type, usual, other, code) => {
  const { record } = await remedied(
    `create table t (id integer primary key, a ${type});
       insert into t (a) values (${usual}), (${usual}), (${usual}), (${other}), (${usual} || char(0)), (cast(x'61ff' as text))`,
    [],
    'select id::text from t',
  )
  const others = type === 'UUID' ? 1 : 4
  expect(issuesOf(record.issues).map((told) => told.replace(/ \w+$/, ''))).toEqual(
    expect.arrayContaining([
      'quality/nul-in-text:t.a 1',
      'quality/invalid-utf8:t.a 1',
      `quality/${code}:t.a ${others}`,
    ]),
  )
})

test.each(['UUID', 'BOOLEAN', 'DATETIME'])(
  'texts with U+0000 that alone break %s say that the target is text',
  async (type) => {
    const usual = type === 'UUID' ? `('aabbccdd-0000-4000-8000-000000000001')` : '(1)'
    const { record } = await remedied(
      `create table t (id integer primary key, a ${type});
       insert into t (a) values ${usual}, ('x' || char(0)), ('y' || char(0))`,
      [],
      'select 1',
    )
    const told = record.issues.filter(({ priority }) => priority === 'HIGH')
    expect(told.map(({ code, message }) => `${code}: ${message}`)).toContain(
      'nul-in-text: 2 texts hold the character U+0000; the target is text',
    )
    expect(told.map(({ code }) => code)).not.toContain('boolean-spelling')
    expect(told.map(({ code }) => code)).not.toContain('invalid-uuid')
    expect(told.map(({ code }) => code)).not.toContain('invalid-date')
  },
)

/** More rows than are measured at once: of the later ones no more is asked than the first ones have. */
test.each([
  [`cast('{"a":' || i || '}' as blob)`, ['MED blob-in-text 3000']],
  [`jsonb('{"a":' || i || '}')`, ['MED sqlite-jsonb 3000']],
])('many documents that are all blobs are read: %s', async (document, issues) => {
  const path = await sqliteFromSql(
    `create table t (id integer primary key, n int, j json);
     with recursive n (i) as (select 1 union all select i + 1 from n where i < 3000)
     insert into t select i, i, ${document} from n`,
  )
  const record = await rehearseFile(path)
  expect(record.run.error).toBeNull()
  expect(record.summary).toMatchObject({
    rowsLoaded: 3000,
    rowsRejected: 0,
    mismatches: 0,
    validation: 'PASS',
  })
  expect(record.issues.map(({ priority, code, rows }) => `${priority} ${code} ${rows}`)).toEqual(issues)
})
