import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { toPerformance } from '../../../src/settings/query-schema.ts'
import type { SqliteValue } from '../../../src/stages/performance/comparable-value.ts'
import { compareResults } from '../../../src/stages/performance/compare-results.ts'
import { toleranceFor } from '../../../src/stages/performance/tolerance.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { rehearseFile } from '../../support/rehearse.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

/** Moments of whole minutes and of milliseconds, as texts, as REAL seconds and as REAL milliseconds; equal prices. */
const ROWS = `
  create table t (id integer primary key, at datetime, until datetime, s real, ms real, price real);
  with recursive n (n) as (select 1 union all select n + 1 from n where n < 3000)
  insert into t select n, strftime('%Y-%m-%d %H:%M:%f', 1700000000.123 + n * 61.7, 'unixepoch'),
    strftime('%Y-%m-%d %H:%M:%f', 1700000000.5 + n * 90.1, 'unixepoch'), 1700000000.123 + n, 1700000000123.5 + n, 9.99 from n;
  create view daily as select sum(price) as total from t`

const DAY = '(extract(epoch from at) / 86400 + 2440587.5)::double precision'
const LENGTH = 'extract(epoch from until - at) / 86400'

/** Of SQLite, of PostgreSQL, and what was done to the second of them. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['select julianday(at) from t', `select ${DAY} from t`],
  ['select julianday(until) - julianday(at) from t', `select ${LENGTH} from t`],
  ['select (julianday(until) - julianday(at)) * 86400 from t', `select ${LENGTH} * 86400 from t`],
  ['select (julianday(until) - julianday(at)) * 24 * 60 from t', `select ${LENGTH} * 24 * 60 from t`],
  ['select avg(julianday(at)) from t', `select avg(${DAY}) from t`],
  ['select s, ms, s / 3, ms * 1.1 from t', 'select s, ms, s / 3, ms * 1.1 from t'],
  [
    'select sum(price), avg(price), avg(s), avg(ms) from t',
    'select sum(price), avg(price), avg(s), avg(ms) from t',
  ],
  ['select total from daily', 'select sum(price) as total from t'],
]

const UNLIKE: readonly (readonly [string, string])[] = [
  ['select julianday(at) from t', `select ${DAY.replace(' at', " at + interval '3 minutes'")} from t`],
  ['select julianday(at) from t', `select ${DAY.replace(' at', " date_trunc('minute', at)")} from t`],
  ['select julianday(at) from t', `select ${DAY.replace(' at', " date_trunc('second', at)")} from t`],
  [
    'select avg(julianday(at)) from t',
    `select avg(${DAY.replace(' at', " at + interval '1 second'")}) from t`,
  ],
  [
    'select julianday(at), (julianday(until) - julianday(at)) * 86400 from t',
    `select ${DAY.replace(' at', " at + interval '1 second'")}, ${LENGTH} * 86400 from t`,
  ],
  ['select julianday(until) - julianday(at) from t', `select ${LENGTH} + 0.001 / 86400 from t`],
  ['select s from t', 'select s - 1 from t'],
  ['select avg(s) from t', 'select avg(s - 1) from t'],
  ['select ms from t', 'select ms - 999.5 from t'],
  ['select avg(ms) from t', 'select avg(ms - 999.5) from t'],
  ['select sum(price) from t', 'select sum(price) + 0.01 from t'],
]

test('what is equal stays so, and no moment hides behind the size of its number', {
  timeout: 60_000,
}, async () => {
  const queries = [...ALIKE, ...UNLIKE].map(([sql, postgres], at) => ({ name: `q${at}`, sql, postgres }))
  const record = await rehearseFile(await sqliteFromSql(ROWS), {
    performance: toPerformance(queries, undefined),
  })
  const found = record.performance.queries.map(({ results }, at) => [queries[at]?.postgres, results])
  expect(found).toEqual([
    ...ALIKE.map(([, postgres]) => [postgres, 'equal']),
    ...UNLIKE.map(([, postgres]) => [postgres, 'different']),
  ])
})

test('sums of many equal prices are the same, whatever the order', { timeout: 60_000 }, async () => {
  const rows = 'select 9.99::float8 as x from generate_series(1, 200000)'
  const sql = 'select sum(x), avg(x) from t'
  const database = new Database(':memory:')
  const asked = `with recursive n (n) as (select 1 union all select n + 1 from n where n < 200000),
    t (x) as (select 9.99 from n) ${sql}`
  const sqlite = { rows: database.prepare(asked).raw().all() as SqliteValue[][], width: 2 }
  database.close()
  await withTestConnection(async (connection) => {
    const answer = await connection.readCut(`with t as (${rows}) ${sql}`, [], { rows: 9, bytes: 999 })
    expect(compareResults(sqlite, answer, false, toleranceFor([{ sql }], [], false))).toBeNull()
    expect(
      compareResults(sqlite, answer, false, toleranceFor([{ sql: 'select x from t' }], [], false)),
    ).not.toBeNull()
  })
})
