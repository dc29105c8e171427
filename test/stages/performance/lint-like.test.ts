import { expect, test } from 'vitest'
import { toPerformance } from '../../../src/settings/query-schema.ts'
import { withRehearsed } from '../../support/given.ts'
import { withValues } from './spelled-values.ts'

const FOLDED: readonly (readonly [sql: string, value?: string])[] = [
  [`select id from v where lower(a) like 'x1%' order by id`],
  [`select id from v where lower(v.a) not like '%b%' order by id`],
  [`select id from v where lower(a) like lower('X%') order by id`],
  [`select id from v where lower(a) like '%' || lower('B') || '%' order by id`],
  [`select id from v where upper(a) like 'X1%' or upper(a) like upper('ab_') order by id`],
  ['select id from v where lower(a) like ? order by id', 'x1%'],
  ['select id from v where upper(a) like ? || ? order by id', 'X1%'],
  ['select id from v where b like ? order by id', '[1%'],
]

test('LIKE is not told where both sides are in one case', { timeout: 60_000 }, async () => {
  await withValues(async ({ lint, difference }) => {
    for (const [sql, value] of FOLDED) {
      const values = Array.from({ length: sql.split('?').length - 1 }, (_, at) =>
        at === 0 ? (value ?? '') : '',
      )
      expect(lint(sql, values), sql).toEqual([])
      expect(await difference(sql, sql, values).catch(String), sql).toBeNull()
    }
  })
})

test.each([
  [`lower(a) like 'X1%'`, []],
  [`upper(a) like 'x1%'`, []],
  [`lower(a) like '%' || 'B%'`, []],
  ['lower(a) like b', []],
  [`lower(a) || 'A' like 'x1%'`, []],
  ['lower(a) like ?', ['X1%']],
  ['a like ?', ['x1%']],
  [`upper(a) like lower('x1%')`, []],
  [`a like '%' || ? || '%'`, ['b']],
  [`a || lower(b) like 'x1%'`, []],
])('LIKE is told where one side may differ: %s', async (condition, values) => {
  await withValues(async ({ lint }) => {
    const found = lint(`select id from v where ${condition}`, values)
    expect(found.map(({ code, remedy }) => [code, remedy])).toEqual([
      ['query-like-ignores-case', 'In PostgreSQL: ilike'],
    ])
  })
})

test('LIKE has its text of any other type, and citext needs nothing', { timeout: 60_000 }, async () => {
  const source = `
    create table t (
      id integer primary key, mail text, state text, doc text, day text, at text, price decimal(8,2), code text, raw blob
    );
    insert into t values (1, 'Anna@x.org', 'Open', '{"a": "Bc"}', '2024-01-02', '2024-01-02 03:04:05', 12.5,
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', x'416263')`
  const schema = `
    create extension citext;
    create type state as enum ('Open', 'Shut');
    create table t (
      id bigint primary key, mail citext, state state, doc jsonb, day date, at timestamptz, price numeric(8,2), code uuid, raw bytea
    )`
  const columns = {
    state: 'oPEN',
    doc: '%bC%',
    day: '2024-01-%',
    at: '2024-01-02%',
    price: '12.%',
    code: 'A0EE%',
  }
  const TEXTS: Readonly<Record<string, string>> = {
    raw: `convert_from(raw, 'UTF8')`,
    doc: '(doc as a text, which PostgreSQL spells in its own way)',
    day: `to_char(day, 'YYYY-MM-DD')`,
    at: `to_char((at at time zone 'utc'), 'YYYY-MM-DD HH24:MI')`,
  }
  const saidOf = (column: string) =>
    TEXTS[column] ?? (column === 'price' ? 'trim_scale(price)::text' : `${column}::text`)
  const asText = (column: string) => (column === 'doc' ? `${column}::text` : saidOf(column))
  const queries = Object.entries({ ...columns, raw: 'aBC' }).flatMap(([column, pattern]) => [
    { name: `${column} as it is`, sql: `select id from t where ${column} like '${pattern}'` },
    {
      name: `${column} spelled`,
      sql: `select id from t where ${column} like '${pattern}'`,
      postgres: `select id from t where ${asText(column)} ilike '${pattern}'`,
    },
  ])
  const citext = { name: 'mail', sql: `select id from t where mail like 'anna@X%'` }
  await withRehearsed(
    source,
    schema,
    ({ record }) => {
      const ofQueries = record.issues.filter(({ code }) => code.startsWith('query-'))
      const told = ofQueries.map(({ object, code, remedy }) => `${object}: ${code}: ${remedy}`)
      for (const [column, pattern] of Object.entries({ ...columns, raw: 'aBC' })) {
        const isLetters = /[a-z]/i.test(pattern)
        const says = `In PostgreSQL: ${saidOf(column)}`
        if (isLetters) expect(told).toContain(`${column} as it is: query-like-ignores-case: ${says} ilike`)
        if (column !== 'raw') expect(told).toContain(`${column} as it is: query-operator: ${says}`)
      }
      expect(told.filter((line) => /^mail|spelled: query-refused|^(?!raw).* spelled/.test(line))).toEqual([])
      const equal = record.performance.queries.flatMap(({ name, results }) =>
        results === 'equal' ? name : [],
      )
      // ours is a SQLite that is built to match no blob
      expect(equal.filter((name) => !name.startsWith('raw'))).toEqual([
        ...Object.keys(columns).map((column) => `${column} spelled`),
        'mail',
      ])
    },
    { performance: toPerformance([...queries, citext], undefined) },
  )
})
