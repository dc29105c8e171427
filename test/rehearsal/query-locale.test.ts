import { describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/engines/postgres/connect.ts'
import { toPerformance, type WrittenQuery } from '../../src/settings/query-schema.ts'
import { withRehearsed } from '../support/given.ts'
import { testServer } from '../support/postgres.ts'
import { rehearseFile, serverUrl } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const USERS = `
  create table users (id integer primary key, name text not null, code text not null, age integer);
  insert into users values (1, 'bob', 'a1', 1), (2, 'Émile', 'b2', 2), (3, 'Anna', 'c3', 3), (4, 'Zoe', 'd4', null)`

const AFFECTED = [
  'select name from users order by name',
  'select id from users u where u.name > ? order by id',
  `select id from users where name between 'a' and 'z'`,
  'select max(name) from users',
  `select id from users where lower(name) = 'Émile'`,
  'select id, row_number() over (order by name) from users',
  'with u as (select name from users) select group_concat(name) from (select name from u order by name limit 2)',
]

/** Equal in every locale: the values, or a collation, make it so. */
const UNAFFECTED = [
  'select code from users order by code',
  'select max(code), min(age) from users',
  'select count(*), count(distinct name) from users where name = ?',
  'select id from users order by age nulls first',
  'select name from users group by name, id order by id',
]

function performanceOf(queries: readonly string[], extra: readonly WrittenQuery[] = []) {
  const asked = queries.map((sql) => {
    const postgres = sql.includes('group_concat')
      ? { postgres: sql.replace('group_concat(name)', `string_agg(name, ',')`) }
      : {}
    return { name: sql, sql, ...postgres, ...(sql.includes('?') ? { parameters: ['a'] } : {}) }
  })
  return toPerformance([...asked, ...extra], undefined)
}

async function ownDatabase(): Promise<string> {
  const name = `locale_${process.pid}_${Math.random().toString(36).slice(2)}`
  const guard = await connect(testServer().address)
  const made = `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'de-DE' locale 'C'`
  await guard.query(made)
  onTestFinished(async () => {
    await guard.query(`drop database ${name}`)
    await guard.close()
  })
  return name
}

describe('a query whose result hangs on the locale', () => {
  test('is named, with LOW, where nothing is known of the locale; others are not', async () => {
    const collated = {
      sql: 'select name from users where name > :a order by name',
      postgres: 'select name from users where name collate "C" > :a order by name collate "C"',
      parameters: { a: 'a' },
    }
    const { issues, performance } = await rehearseFile(await sqliteFromSql(USERS), {
      performance: performanceOf([...AFFECTED, ...UNAFFECTED], [collated]),
    })
    expect(performance.queries.map(({ name, results }) => [name, results])).toEqual(
      performance.queries.map(({ name }) => [name, 'equal']),
    )
    const found = issues.filter(({ code }) => code === 'query-text-locale')
    expect(found.map(({ object }) => object).toSorted()).toEqual(AFFECTED.toSorted())
    expect(new Set(found.map(({ priority }) => priority))).toEqual(new Set(['LOW']))
    const [first] = found.filter(({ object }) => object === AFFECTED[0])
    expect(first?.message).toMatch(/a locale like en-US, .* the same rows come in another order/)
    expect(first?.remedy).toContain('name collate "C"')
  })

  test('is asked in the locale of the database that the URL names, and is MED there', async () => {
    const url = serverUrl(testServer(), await ownDatabase())
    const { issues } = await rehearseFile(await sqliteFromSql(USERS), {
      performance: performanceOf(AFFECTED.slice(0, 1)),
      postgres: { url, version: null },
    })
    expect(issues.filter(({ code }) => code === 'query-text-locale')).toMatchObject([
      { priority: 'MED', message: expect.stringContaining('the locale of the database of the URL, de-DE,') },
    ])
  })

  test.each([14, 15, 17])('is found by a server of version %i', { timeout: 60_000 }, async (version) => {
    const { issues, run } = await rehearseFile(await sqliteFromSql(USERS), {
      performance: performanceOf([...AFFECTED.slice(0, 2), ...UNAFFECTED]),
      postgres: { url: null, version },
    })
    expect(run.error).toBeNull()
    const found = issues.filter(({ code }) => code === 'query-text-locale')
    expect(found.map(({ object }) => object).toSorted()).toEqual(AFFECTED.slice(0, 2).toSorted())
  })

  test('is found in any schema, unless the column has a collation', async () => {
    const schema = `
      create schema app; create schema other;
      create table app.users (id bigint primary key, name text not null, code text collate "C" not null, age bigint);
      create table other.users (id bigint primary key, name text)`
    const source = USERS.replaceAll(`'c3'`, `'C3'`)
    const sorted = (column: string, from: string) => `select ${column} from ${from} order by ${column}`
    const queries = ['name', 'code'].map((column) => ({
      name: column,
      sql: sorted(column, 'users'),
      postgres: sorted(`app.users.${column}`, 'app.users'),
    }))
    await withRehearsed(
      source,
      schema,
      ({ record }) => {
        expect(record.performance.queries.map(({ results }) => results)).toEqual(['equal', 'equal'])
        const found = record.issues.filter(({ code }) => code === 'query-text-locale')
        expect(found.map(({ object }) => object)).toEqual(['name'])
      },
      {
        target: { schema: null, schemaCommand: null, rename: { users: 'app.users' } },
        performance: toPerformance(queries, undefined),
      },
    )
  })

  test('is named by what it compares where it cannot be asked', async () => {
    const grouped = (term: string) =>
      `select id, ${term}, count(*) from users group by id order by ${term}, id`
    const { issues, performance } = await rehearseFile(await sqliteFromSql(USERS), {
      performance: performanceOf([grouped('name'), grouped('length(name)')]),
    })
    expect(performance.queries.map(({ results }) => results)).toEqual(['equal', 'equal'])
    expect(issues.filter(({ code }) => code === 'query-text-locale')).toMatchObject([
      {
        object: grouped('name'),
        priority: 'LOW',
        message: expect.stringContaining('it sorts or compares name, which'),
        remedy: expect.stringContaining('name collate "C"'),
      },
    ])
  })

  test('leaves the database as it was', async () => {
    await withRehearsed(
      USERS,
      'create table users (id bigint primary key, name text not null, code text collate "C" not null, age bigint)',
      async ({ record, query }) => {
        const found = record.issues.filter(({ code }) => code === 'query-text-locale')
        expect(found.map(({ object }) => object)).toEqual(['name'])
        expect(await query(`select count(*) from pg_class where relname = 'users'`)).toEqual([['1']])
      },
      {
        performance: toPerformance(
          ['name', 'code'].map((column) => ({
            name: column,
            sql: `select ${column} from users order by ${column}`,
          })),
          undefined,
        ),
      },
    )
  })
})
