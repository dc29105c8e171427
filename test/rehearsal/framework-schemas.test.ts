import { expect, test } from 'vitest'
import { databaseOn } from '../../src/engines/postgres/server.ts'
import { inspect } from '../../src/rehearsal/inspect.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { testServer, withTestConnection } from '../support/postgres.ts'
import { quietContext, rehearseFile, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

/** Runs a statement in the target of a derived schema, as the application would. */
async function afterwards(source: string, sql: string) {
  const settings = await testSettings(await sqliteFromSql(source))
  const output = { ...settings.output, keep: true }
  const record = await rehearse({ ...settings, output }, quietContext(), { commit: null })
  const database = record.target.database ?? ''
  const connection = await databaseOn(testServer(), database).connect()
  try {
    return { record, rows: (await connection.query(sql)).rows }
  } finally {
    await connection.close()
    await withTestConnection((session) => session.query(`drop database "${database}"`))
  }
}

test('defaults of PocketBase and Drizzle: random ids with a prefix, and milliseconds', async () => {
  const { record, rows } = await afterwards(
    `create table t (
       id text primary key not null default ('r'||lower(hex(randomblob(7)))), code text not null default (hex(randomblob(3))),
       at integer not null default (unixepoch() * 1000),
       since integer not null default (1000 * cast(strftime('%s', 'now') as integer)));
     insert into t default values`,
    `insert into t default values
     returning id ~ '^r[0-9a-f]{14}$' as id, code ~ '^[0-9A-F]{6}$' as code,
               abs(at - extract(epoch from now()) * 1000) <= 2000 as at, since = at as since`,
  )
  expect(record.result).toBe('complete')
  expect(rows).toEqual([{ id: 't', code: 't', at: 't', since: 't' }])
})

test('a default that is lost is HIGH where the next INSERT needs it', async () => {
  const source = `
    create table t (id integer primary key, a text not null default (printf('%05d', random())), b text default (printf('%05d', random())));
    create table k (id text primary key default (printf('%05d', random())));
    insert into t default values; insert into k default values`
  const { issues, result } = await rehearseFile(await sqliteFromSql(source))
  expect(
    issues
      .filter(({ code }) => code === 'default-not-translated')
      .map(({ priority, id }) => `${priority} ${id}`),
  ).toEqual([
    'HIGH schema/default-not-translated:k.id',
    'HIGH schema/default-not-translated:t.a',
    'MED schema/default-not-translated:t.b',
  ])
  expect(result).toBe('failure')
})

test('a generated column may compare with a text that is written out, without regard to case', async () => {
  const { record, rows } = await afterwards(
    `create table users (
       id integer primary key, email text collate nocase not null,
       is_root boolean as (email = 'Root@X') stored, loud text as (upper('x') || email),
       kind text as (case email when 'ADMIN' then 'a' else 'b' end), same boolean as (email = lower('ABC')));
     insert into users (email) values ('rOOT@x'), ('admin'), ('Abc')`,
    `insert into users (email) values ('ROOT@x') returning is_root, loud, kind, same`,
  )
  expect(record.issues.filter(({ priority }) => priority === 'HIGH')).toEqual([])
  expect(record.summary).toMatchObject({ tablesMigrated: 1, validation: 'PASS' })
  expect(rows).toEqual([{ is_root: 't', loud: 'XROOT@x', kind: 'b', same: 'f' }])
})

test('the account of Drizzle has a key that is never filled, and that does no harm', async () => {
  const source = `
    create table __drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric);
    insert into __drizzle_migrations (hash, created_at) values ('h', 1), ('i', 2)`
  const { issues, result } = await rehearseFile(await sqliteFromSql(source))
  expect(issues.find(({ code }) => code === 'null-in-primary-key')).toMatchObject({
    priority: 'LOW',
    rows: 2,
  })
  expect(result).toBe('complete')
})

test.each(['json_valid(k)', '(JSON_VALID("k") OR "k" IS NULL)'])(
  'the type json keeps CHECK (%s)',
  async (check) => {
    const source = `create table t (id integer primary key, k json check (${check})); insert into t values (1, '{}')`
    const { record, rows } = await afterwards(source, `select pg_input_is_valid('nope', 'json') as taken`)
    expect(rows).toEqual([{ taken: 'f' }])
    expect(record.issues).toEqual([])
    expect(record.objects).toContainEqual(expect.objectContaining({ type: 'check', status: 'translated' }))
  },
)

test('more decimals than a timestamp has are no fault of a text', async () => {
  const source = `create table t (id integer primary key, at text); insert into t values (1, '2024-01-01 10:00:00.1234567')`
  const { issues } = await rehearseFile(await sqliteFromSql(source))
  expect(issues).toMatchObject([
    {
      code: 'sub-microsecond',
      priority: 'LOW',
      remedy: expect.stringMatching(/^None needed: the text keeps them/),
    },
  ])
})

test('times of Rails have a day before them, and the suggested remedy takes it away', async () => {
  const path = await sqliteFromSql(`
    create table users (id integer primary key, "at" time);
    insert into users ("at") values ('2000-01-01 10:00:00.250000'), ('2000-01-01 23:00:00.000000'), (null)`)
  const { issues } = await rehearseFile(path)
  expect(issues.find(({ code }) => code === 'invalid-date')?.remedy).toContain('`substr(at, 12)`')
  const inspected = await inspect(await testSettings(path), quietContext())
  expect(inspected.suggestion).toMatch(/do: sql\n.*expression: "substr\(\\"at\\", 12\)"/)
  const remedies = [
    { issue: 'quality/invalid-date:users.at', do: 'sql', expression: 'substr("at", 12)' },
  ] as const
  const record = await rehearseFile(path, { resolution: { prepare: [], remedies, waivers: [], phase: null } })
  expect(record.issues.filter(({ category }) => category === 'quality')).toEqual([])
  expect(record.objects.map(({ type }) => type)).toContain('primary-key')
  expect(record.result).toBe('complete')
})
