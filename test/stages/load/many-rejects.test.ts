import { expect, test } from 'vitest'
import { withMigratedInto } from '../../support/migrate-into.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const DOMAIN = 'create domain even as bigint check (value % 2 = 0);'
const rowsUpTo = (count: number) =>
  `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`

/** Tables whose rows are named in each of the three ways. */
const TABLES = {
  'a rowid table': { columns: 'k integer primary key, v integer, w text', tail: '', key: 'i' },
  'a table without rowid': {
    columns: 'k text primary key, v integer, w text',
    tail: 'without rowid',
    key: `'k' || i`,
  },
  'a table without a key': { columns: 'k integer, v integer, w text', tail: '', key: '-i' },
} as const

test.each(Object.entries(TABLES))(
  '20 000 rows of %s that only PostgreSQL refuses, among 100 000, cost seconds',
  async (_, { columns, tail, key }) => {
    const path = await sqliteFromSql(`
      create table t (${columns}) ${tail};
      ${rowsUpTo(100_000)} insert into t select ${key}, iif(i % 5 = 0, 7, 8), 'w' || i from n`)
    const kType = columns.startsWith('k text') ? 'text' : 'bigint'
    const target = `${DOMAIN} create table t (k ${kType}, v even, w text)`
    await withMigratedInto(path, target, async ({ load, validation, rejects }) => {
      expect(load.tables).toMatchObject([{ rowsSource: 100_000, rowsLoaded: 80_000, rowsRejected: 20_000 }])
      expect(validation.tables).toMatchObject([{ rowsTarget: 80_000, rowsCompared: 80_000, mismatches: 0 }])
      expect(rejects.map(({ key: { k, rowid } }) => k ?? rowid).toSorted()).toEqual(
        Array.from({ length: 20_000 }, (_, n) => (kType === 'text' ? `k${5 * n + 5}` : 5 * n + 5)).toSorted(),
      )
      const { key: __, ...why } = rejects[0] ?? { key: {} }
      expect(why).toEqual({
        column: 'v',
        storageClass: 'integer',
        length: null,
        sqlstate: '23514',
        issue: 'integrity/check-violated:t.v[even]',
      })
      expect(load.issues).toMatchObject([
        { code: 'check-violated', column: 'v', object: 'even', rows: 20_000 },
      ])
      expect(load.issues[0]?.message).toBe(
        '20,000 rows break the domain even, CHECK (((VALUE % (2)::bigint) = 0))',
      )
      expect(load.issues[0]?.examples).toHaveLength(10)
    })
  },
)

test.each(
  ['UTF-8', 'UTF-16le', 'UTF-16be'].flatMap((encoding) =>
    Object.entries(TABLES).map(([title, table]) => ({ encoding, title, ...table })),
  ),
)('in $encoding the rows of $title that only PostgreSQL refuses are told apart', async (table) => {
  const path = await sqliteFromSql(`
    pragma encoding = '${table.encoding}';
    create table t (${table.columns}) ${table.tail};
    ${rowsUpTo(9)} insert into t select ${table.key}, iif(i in (3, 7), 7, 8), 'wö' || i from n`)
  const kType = table.columns.startsWith('k text') ? 'text' : 'bigint'
  const target = `${DOMAIN} create table t (k ${kType} unique, v even, w text check (w <> 'wö7'))`
  await withMigratedInto(path, target, async ({ load, validation, rejects }) => {
    expect(load.tables).toMatchObject([{ rowsSource: 9, rowsLoaded: 7, rowsRejected: 2, failure: null }])
    expect(validation.tables).toMatchObject([{ rowsTarget: 7, rowsCompared: 7, mismatches: 0 }])
    expect(rejects).toHaveLength(2)
    expect(load.issues.map(({ code, rows }) => [code, rows])).toEqual([
      ['check-violated', 2],
      ['check-violated', 1],
    ])
  })
})

test('bad rows that come in runs, with reasons of several kinds, are told apart', async () => {
  const path = await sqliteFromSql(`
    create table t (k integer primary key, host text, span text, mood text);
    ${rowsUpTo(9000)} insert into t
    select i, iif(i between 3000 and 4999, '10.0.0.256', '10.0.0.1'), iif(i % 1000 = 0, '{soon}', '{2024-01-01}'),
           iif(i in (1, 4500, 9000), 'so-so', 'ok') from n`)
  const target = `create type mood as enum ('sad', 'ok');
                  create table t (k bigint primary key, host inet, span date[], mood mood)`
  await withMigratedInto(path, target, async ({ load, validation, rejects }) => {
    const tally = Map.groupBy(rejects, ({ column, sqlstate }) => `${column} ${sqlstate}`)
    // the labels of an enum are known before a row moves; the server names the first of the other columns that is bad
    expect(Object.fromEntries([...tally].map(([reason, rows]) => [reason, rows.length]))).toEqual({
      'mood 22P02': 3,
      'host 22P02': 1999,
      'span 22007': 6,
    })
    expect(load.tables).toMatchObject([{ rowsLoaded: 9000 - rejects.length, rowsRejected: rejects.length }])
    expect(validation.tables).toMatchObject([{ rowsTarget: 9000 - rejects.length, mismatches: 0 }])
    expect(rejects.find(({ key }) => key.k === 3001)).toMatchObject({ storageClass: 'text', length: 10 })
  })
})

test('rows that a rule refuses among those that a type refuses are told apart', async () => {
  const path = await sqliteFromSql(`
    create table t (k integer primary key, host text, n integer);
    ${rowsUpTo(3000)} insert into t select i, iif(i % 3 = 0, '10.0.0.256', '10.0.0.1'), i % 10 from n`)
  const target = `create table t (k bigint primary key, host inet, n bigint,
                                  g bigint generated always as (10 / (n - 7)) stored)`
  await withMigratedInto(path, target, async ({ load, validation, rejects }) => {
    const tally = Map.groupBy(rejects, ({ column, sqlstate }) => `${column} ${sqlstate}`)
    expect(Object.fromEntries([...tally].map(([reason, rows]) => [reason, rows.length]))).toEqual({
      'host 22P02': 1000,
      'null 22012': 200,
    })
    expect(load.tables).toMatchObject([{ rowsLoaded: 1800, rowsRejected: 1200 }])
    expect(validation.tables).toMatchObject([{ rowsTarget: 1800, mismatches: 0 }])
  })
})

test('a domain whose CHECK fails on a value refuses that value, in a row with another bad one too', async () => {
  const path = await sqliteFromSql(`
    create table t (k integer primary key, host text, n text);
    ${rowsUpTo(30)} insert into t select i, iif(i % 3 = 0, '10.0.0.256', '10.0.0.1'), iif(i % 5 = 0, 'abc', i) from n`)
  const target = `create domain pos as text check (value::integer > 0);
                  create table t (k bigint primary key, host inet, n pos)`
  await withMigratedInto(path, target, async ({ load, validation, rejects }) => {
    const tally = Map.groupBy(rejects, ({ column, sqlstate }) => `${column} ${sqlstate}`)
    expect(Object.fromEntries([...tally].map(([reason, rows]) => [reason, rows.length]))).toEqual({
      'host 22P02': 10,
      'n 22P02': 4,
    })
    expect(load.tables).toMatchObject([{ rowsLoaded: 16, rowsRejected: 14, failure: null }])
    expect(load.issues.map(({ column, rows }) => [column, rows])).toEqual([
      ['host', 10],
      ['n', 6],
    ])
    expect(validation.tables).toMatchObject([{ rowsTarget: 16, rowsCompared: 16, mismatches: 0 }])
  })
})

test('values are shown only where the user asked for them', async () => {
  const path = await sqliteFromSql(`
    create table t (k integer primary key, v integer);
    ${rowsUpTo(30)} insert into t select i, 2 * i + 1 from n`)
  const target = `${DOMAIN} create table t (k bigint, v even)`
  const shown = await withMigratedInto(path, target, async ({ rejects }) => rejects, { showValues: true })
  expect(shown.map(({ value }) => value)).toEqual(Array.from({ length: 30 }, (_, n) => String(2 * n + 3)))
  const hidden = await withMigratedInto(path, target, async ({ rejects }) => rejects)
  expect(hidden.filter((reject) => 'value' in reject)).toEqual([])
})
