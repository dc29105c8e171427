import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

// PostgreSQL derives no collation for a function of constants: generated columns with one are refused, and their table with them.
const SCRIPT = `
  create table t (
    id integer primary key,
    a text,
    half integer as (instr('hello', 'l')) stored,
    b text as (a || '!') stored,
    "of" text as (replace('x-x', '-', 'y'))
  );
  insert into t (a) values ('one'), ('two'), (null);
  create table plain (id integer primary key);
  insert into plain values (1)`

test('a generated column that PostgreSQL refuses is an ordinary one, and no table is lost', async () => {
  const record = await rehearseFile(await sqliteFromSql(SCRIPT))
  expect(record.result).toBe('complete')
  expect(record.tables).toMatchObject([
    { name: 't', status: 'migrated', rowsLoaded: 3 },
    { name: 'plain', status: 'migrated', rowsLoaded: 1 },
  ])
  const reason =
    'PostgreSQL refuses the expression: could not determine which collation to use for string comparison'
  expect(record.issues).toMatchObject(
    ['half', 'of'].map((column) => ({
      code: 'generated-column-not-translated',
      table: 't',
      column,
      message: `The target has an ordinary column: ${reason}`,
    })),
  )
  const generated = record.objects.filter(({ type }) => type === 'generated')
  expect(generated).toMatchObject([
    { name: 'half', status: 'dropped', reason },
    { name: 'b', status: 'translated' },
    { name: 'of', status: 'dropped', reason },
  ])
})

test('a generated column of numbers has no negative zero, as in SQLite', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, amount real, back real as (-amount) stored, lost real as (amount * -1),
                      half double as (id * -0.0), plain as (amount * -1));
      insert into t (amount) values (12.5), (0)`),
  )
  expect(record.mismatches).toEqual([])
  expect(record).toMatchObject({ result: 'complete', issues: [] })
})

test('what overflows in PostgreSQL is an ordinary column, and what is computed of infinite numbers is not', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, p real, square real as (p * p) stored);
      insert into t (p) values (1e200), (1.5);
      create table u (id integer primary key, p real, twice real as (p * 2) stored);
      insert into u (p) values (9e999), (1.5)`),
  )
  expect(record.mismatches).toEqual([])
  expect(record.tables).toMatchObject([
    { name: 't', rowsLoaded: 2 },
    { name: 'u', rowsLoaded: 2 },
  ])
  const lost = record.issues.filter(({ code }) => code !== 'non-finite-number')
  expect(lost).toMatchObject([
    {
      code: 'generated-column-not-translated',
      column: 'square',
      message: 'The target has an ordinary column: its numbers overflow, where SQLite goes on with Infinity',
    },
  ])
})

test('whole numbers that a double cannot hold are not computed as doubles', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, i integer, n numeric, r real,
                      exact real as (i - n), rounded real as (i * r), small real as (id * n));
      insert into t (i, n, r) values (9007199254740993, 3, 1.5), (-9007199254740993, 1.5, 2)`),
  )
  expect(record.mismatches).toEqual([])
  expect(record.issues).toMatchObject([
    {
      code: 'generated-column-not-translated',
      column: 'exact',
      message: 'The target has an ordinary column: it computes with whole numbers that a double cannot hold',
    },
  ])
})

test('NULLIF of an integer and a double gives the integer again', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, i integer, r real, whole integer as (nullif(i, r)) stored,
                      check (nullif(i, r) <> 9007199254740992));
      insert into t (i, r) values (9007199254740993, 1.5), (2, 2.0), (null, 1), (3, null)`),
  )
  expect(record.mismatches).toEqual([])
  expect(record).toMatchObject({ result: 'complete', issues: [] })
})

test('rows on which the expression fails in PostgreSQL are rejected, and the way out is named', async () => {
  const record = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, p real, square real as (p * p) stored);
      insert into t (p) values (0.5), (1e-170)`),
  )
  expect(record.issues).toMatchObject([
    {
      id: 'quality/row-refused:t.square',
      rows: 1,
      examples: [{ key: { id: 2 } }],
      remedy: expect.stringContaining('`alter table "t" drop column "square"`'),
    },
  ])
})

test('a generated column of a function of the application is in the ledger, also after a remedy', async () => {
  const path = await sqliteFromSql(`
    create table post (id integer primary key, title varchar(3), slug text as (lower(title)) virtual not null);
    insert into post (title) values ('A'), ('Long');
    pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'lower', 'slug') where name = 'post'`)
  const truncate = { issue: 'quality/varchar-overflow:post.title', do: 'truncate', length: null } as const
  for (const remedies of [[], [truncate]]) {
    const record = await rehearseFile(path, {
      resolution: { prepare: [], remedies, waivers: [], phase: null },
    })
    expect(record.issues.map(({ code }) => code)).toContain('source-read-failed')
    expect(record.objects.filter(({ type }) => type === 'generated')).toEqual([
      {
        ...{ type: 'generated', name: 'slug', table: 'post', status: 'dropped' },
        sql: 'GENERATED ALWAYS AS (slug(title)) VIRTUAL',
        reason: 'SQLite cannot compute the column: unknown function: slug()',
      },
    ])
  }
})
