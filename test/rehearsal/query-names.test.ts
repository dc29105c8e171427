import { expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const NAMED = `
  create table t (id integer primary key, total integer, "userName" text);
  insert into t values (1, 1, 'a'), (2, 2, 'b')`

const EQUAL = [
  ['select id, total, "userName" from t', 'select * from t'],
  ['select abs(id), total + 1, 1, null, true, (select 2), id * 2 from t', null],
  ['select id as "userId", total revenue from t order by id', null],
  ['select i, x.n from (select id as i from t) join (select count(*) as n from t) x on 1 = 1', null],
  ['select * from (select count(*) as n, max(id) from t) x', null],
  ['with a (n) as (select 1) select n from a union all select total from t', null],
  ['values (1, 2)', null],
  ['select id, (select total from t x where x.id = t.id) from t', null],
  ['select likely(total) from t', 'select total from t'],
  ['select t.ID from t', 'select id from t'],
] as const

const OTHER = [
  ['select id as userId from t', 'select id as userId from t', 1, 'userId', 'userid'],
  ['select total as revenue from t', 'select total as rev from t', 1, 'revenue', 'rev'],
  ['select id, "userName" from t', 'select id, "userName" as username from t', 2, 'userName', 'username'],
  ['select count(*) as N from t', null, 1, 'N', 'n'],
  [`select count(*) as 'all rows' from t`, 'select count(*) from t', 1, 'all rows', 'count'],
  ['select total from t', 'select coalesce(total, 0) from t', 1, 'total', 'coalesce'],
] as const

test('columns of a result are the same by the names that an application reads', async () => {
  const asked = [...EQUAL, ...OTHER].map(([sql, postgres], at) => {
    return { name: `q${at + 10}`, sql, ...(postgres === null ? {} : { postgres }) }
  })
  const swapped = { name: 'swapped', sql: 'select id a, id b from t', postgres: 'select id b, id a from t' }
  const record = await rehearseFile(await sqliteFromSql(NAMED), {
    performance: toPerformance([...asked, swapped], undefined),
  })
  const told = record.issues.filter(({ code }) => code === 'query-results-differ')
  expect(told.map(({ object, message, remedy }) => ({ object, message, remedy }))).toEqual([
    ...OTHER.map(([, , column, name, other], at) => ({
      object: `q${EQUAL.length + at + 10}`,
      message: `The query "q${EQUAL.length + at + 10}": column ${column} is called ${name}, and ${other} in PostgreSQL`,
      remedy: `In PostgreSQL: as "${name}" for column ${column}; an application finds a value by this name`,
    })),
    {
      object: 'swapped',
      message: 'The query "swapped": column 1 is called a, and b; column 2 is called b, and a in PostgreSQL',
      remedy:
        'In PostgreSQL: as "a" for column 1, as "b" for column 2; an application finds a value by this name',
    },
  ])
  const results = record.performance.queries.map(({ results: one }) => one)
  expect(results).toEqual([...EQUAL.map(() => 'equal'), ...OTHER.map(() => 'different'), 'different'])
})
