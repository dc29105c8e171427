import { expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const ROWS = `
  create table t (
    id integer primary key, shipped timestamp, price decimal(8, 2), day date, mail text, status text check (status <> '')
  );
  insert into t values (1, '2024-03-01 10:00:00', 1.5, '2024-03-01', 'a@x.org', 'new'), (2, null, null, null, null, null)`

const REFUSED: readonly (readonly [sql: string, message: RegExp, remedy: RegExp])[] = [
  [
    `select coalesce(shipped, 'open') from t`,
    /invalid input syntax for type timestamp: "open" \(SQLSTATE 22007\)$/,
    /a whole date or time in the place of 'open'/,
  ],
  [
    `select id from t where day between '2024-03' and '2024-04'`,
    /type date: "2024-03" /,
    /in the place of '2024-03'/,
  ],
  [`select coalesce(price, 'none') from t`, /type numeric: "none" /, /a number in the place of 'none'/],
  [`select id from t where id = '7.0'`, /type bigint: "7.0" /, /: 7 in the place of '7.0'/],
  [
    'select 2147483647 + 1',
    /: integer out of range \(SQLSTATE 22003\)$/,
    /: a::bigint in the calculation, of 64 bits$/,
  ],
  ['select id from t where id is 2', /at or near "2" \(SQLSTATE 42601\)$/, /other issues about this query/],
  ['select mail from t order by mail collate binary', /at or near "binary"/, /other issues about this query/],
  ['select id from t where json_quote(mail) > 1 order by mail', /json_quote/, /Give the spelling/],
]

test('a refusal names the literal of the text, or the issue that explains it, and no issue that does not', async () => {
  const queries = REFUSED.map(([sql], at) => ({ name: `q${at}`, sql }))
  const secret = { name: 'secret', sql: 'select id from t where id = :it', parameters: { it: 'hunter2' } }
  const record = await rehearseFile(await sqliteFromSql(ROWS), {
    performance: toPerformance([...queries, secret], undefined),
  })
  const told = record.issues.filter(({ code }) => code === 'query-refused')
  for (const [at, [sql, message, remedy]] of REFUSED.entries()) {
    const found = told.find(({ object }) => object === `q${at}`)
    expect(found?.message, sql).toMatch(message)
    expect(found?.remedy, sql).toMatch(remedy)
  }
  expect(told.find(({ object }) => object === 'secret')?.message).toBe('The query "secret": SQLSTATE 22P02')
  const { performance, issues } = record
  expect(JSON.stringify({ performance, issues })).not.toContain('hunter2')
})
