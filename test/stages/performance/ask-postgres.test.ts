import { expect, test } from 'vitest'
import { askPostgres } from '../../../src/stages/performance/ask-postgres.ts'
import { withTestConnection } from '../../support/postgres.ts'

const SECRET = 'hunter2'
const DATA = `with t (a, n) as (values ('${SECRET}', 4242), ('b', 0)) `

/** What PostgreSQL says in words of its own, which are shown. */
const SHOWN: readonly (readonly [string, string])[] = [
  [
    'select (select n from t)',
    'more than one row returned by a subquery used as an expression (SQLSTATE 21000)',
  ],
  ['select 1 / n from t', 'division by zero (SQLSTATE 22012)'],
  ['select 1.5 % n from t', 'division by zero (SQLSTATE 22012)'],
  ['select 1 limit (select -max(n) from t)', 'LIMIT must not be negative (SQLSTATE 2201W)'],
  ['select 1 offset (select -max(n) from t)', 'OFFSET must not be negative (SQLSTATE 2201X)'],
  ['select substr(a, 1, -n) from t', 'negative substring length not allowed (SQLSTATE 22011)'],
  ['select ln(-n) from t', 'cannot take logarithm of a negative number (SQLSTATE 2201E)'],
  ['select sqrt(-n) from t', 'cannot take square root of a negative number (SQLSTATE 2201F)'],
  [
    'select a from t union all select a from t for update',
    'FOR UPDATE is not allowed with UNION/INTERSECT/EXCEPT (SQLSTATE 0A000)',
  ],
  ['select a || m from t', 'column "m" does not exist (SQLSTATE 42703)'],
  ['select n * 1000000 from t', 'integer out of range (SQLSTATE 22003)'],
  ['select 2147483647 + 1', 'integer out of range (SQLSTATE 22003)'],
  [
    `select coalesce(now(), 'ö𝄞pen')`,
    'invalid input syntax for type timestamp with time zone: "ö𝄞pen" (SQLSTATE 22007)',
  ],
  [`select 1 from t where n = '7.0'`, 'invalid input syntax for type integer: "7.0" (SQLSTATE 22P02)'],
  [`select '𝄞' from t where n = 'b'`, 'invalid input syntax for type integer: "b" (SQLSTATE 22P02)'],
]

/** Their words quote a value of the data. */
const HIDDEN: readonly (readonly [string, string])[] = [
  ['select a::int from t', 'SQLSTATE 22P02'],
  ['select (a || n)::date from t', 'SQLSTATE 22007'],
  ['select a::json from t', 'SQLSTATE 22P02'],
  [`select to_date(a, 'YYYY') from t`, 'SQLSTATE 22007'],
  [`select date_trunc(a, now()) from t`, 'SQLSTATE 22023'],
  [`select 'x' ~ (a || '[') from t`, 'SQLSTATE 2201B'],
  // of the text too, and it cannot be told from the row
  [`select a::int, '${SECRET}' from t`, 'SQLSTATE 22P02'],
]

test('a refusal is told in words where they quote no value of the data', async () => {
  await withTestConnection(async (connection) => {
    const said = async (sql: string) => {
      const answer = await askPostgres(connection, { sql: DATA + sql, values: [] }, 10_000)
      return [sql, answer.kind === 'refused' ? answer.message : answer.kind]
    }
    for (const [sql, words] of [...SHOWN, ...HIDDEN]) expect(await said(sql)).toEqual([sql, words])
  })
})

test('a parameter that is refused is not quoted, even where the text has the same words', async () => {
  await withTestConnection(async (connection) => {
    const query = { sql: `select '${SECRET}' where 1 = $1`, values: [SECRET] }
    const answer = await askPostgres(connection, query, 10_000)
    expect(answer).toMatchObject({ kind: 'refused', message: 'SQLSTATE 22P02', literal: null })
  })
})
