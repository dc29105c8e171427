import { expect, test } from 'vitest'
import { toPerformance } from '../../src/settings/query-schema.ts'
import { renderMarkdown } from '../../src/stages/report/render-markdown.ts'
import { renderTerminal } from '../../src/stages/report/render-terminal.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const ROWS = `
  create table t (id integer primary key, n integer not null, day date not null);
  with recursive n (n) as (select 1 union all select n + 1 from n where n < 400)
  insert into t select n, n % 7, date('2020-01-01', '+' || n || ' days') from n`

interface Asked {
  readonly sql: string
  readonly postgres?: string
  readonly results: 'equal' | 'different' | 'not-compared'
  readonly reason?: RegExp
  readonly message?: RegExp
}

const MEASURED = /^it asks for .*, which depends on the moment or on chance; both sides /

const ASKED: readonly Asked[] = [
  { sql: 'select * from t order by random()', results: 'equal' },
  { sql: 'select * from t order by random()', postgres: 'select * from t', results: 'equal' },
  {
    sql: 'select id, n from t order by random() limit 10',
    results: 'not-compared',
    reason:
      /^it asks for random\(\), .*; both sides give 10 rows of 2 columns, whose values are not compared$/,
  },
  {
    sql: 'select id, n from t order by n, random()',
    results: 'not-compared',
    reason: /both sides give the same rows, whose order is not compared$/,
  },
  { sql: 'select id, random() from t', results: 'not-compared', reason: MEASURED },
  { sql: 'select current_timestamp', results: 'not-compared', reason: MEASURED },
  {
    sql: `select id, datetime('now', '-1 hour') from t`,
    postgres: 'select id, now() from t',
    results: 'not-compared',
    reason: /^it asks for datetime\(\), now\(\), which/,
  },
  { sql: 'select hex(randomblob(16))', postgres: 'select gen_random_uuid()::text', results: 'not-compared' },
  {
    sql: 'select id from t where abs(random()) % 2 = 0',
    postgres: 'select id from t where random() < 0.9',
    results: 'not-compared',
    reason: /; \d+ rows in SQLite, \d+ rows in PostgreSQL of 1 column, whose/,
  },
  {
    sql: 'select n, count(*) from (select n from t order by random() limit 30) x group by n',
    results: 'not-compared',
  },
  {
    sql: `select count(*) from t where day < date('now')`,
    postgres: 'select count(*) from t where day < current_date',
    results: 'equal',
  },
  {
    sql: 'select id from t order by random()',
    postgres: 'select id + 1 from t order by random()',
    results: 'different',
    message: /1 row of 400 differ|\d+ rows of 400 differ/,
  },
  {
    sql: 'select id from t order by random() limit 10',
    postgres: 'select id from t order by random() limit 11',
    results: 'different',
    message: /10 rows in SQLite, 11 in PostgreSQL/,
  },
  {
    sql: 'select id, random() from t',
    postgres: 'select id, random(), n from t',
    results: 'different',
    message: /2 columns in SQLite, 3 in PostgreSQL/,
  },
  {
    sql: `select id from t where day < date('now')`,
    postgres: `select id from t where day < current_date and n > 0`,
    results: 'different',
    message: /400 rows in SQLite, \d+ in PostgreSQL/,
  },
  {
    sql: `select id, n, datetime('now') from t`,
    postgres: 'select id, n + 1, now() from t',
    results: 'different',
    message: /400 rows of 400 differ, in column 2$/,
  },
  {
    sql: `select datetime('now'), t.*, random() from t where day < date('now')`,
    postgres: 'select now(), id, n, day + 1, random() from t where day < current_date',
    results: 'different',
    message: /400 rows of 400 differ, in column 4$/,
  },
  {
    sql: `select datetime('now'), t.*, random() from t order by id`,
    postgres: 'select now(), t.*, random() from t order by id',
    results: 'not-compared',
    reason: /; both sides give 400 rows of 5 columns, of which the values of columns 1, 5 are not compared$/,
  },
  {
    sql: 'select id, random() as r from t order by r',
    results: 'not-compared',
    reason: /2 columns, of which the values of column 2 are not compared, nor is the order of the rows$/,
  },
  {
    sql: `select id, (select max(day) from t where day < date('now')) || datetime('now') from t union all select n, '' from t`,
    postgres: `select id, now()::text from t union all select n + 1, '' from t`,
    results: 'different',
    message: /in column 1$/,
  },
  {
    sql: `select id, n from t where day < date('now')`,
    postgres: `select id, n + 1 from t where day < current_date`,
    results: 'different',
    message: /400 rows of 400 differ, in column 2/,
  },
  {
    sql: 'select id, random() as r from t order by r limit 10',
    results: 'not-compared',
    reason: /2 columns, whose values are not compared$/,
  },
  {
    sql: `select id from t where n = 9`,
    postgres: 'select 1, 2, 3 where false',
    results: 'different',
    message: /1 column in SQLite, 3 in PostgreSQL/,
  },
  {
    sql: `select id, 'now', random from (select id, n as random from t) x`,
    postgres: `select id, 'now', random + 1 from (select id, n as random from t) x`,
    results: 'different',
    message: /differ, in column 3/,
  },
]

test('what depends on the moment or on chance is named, and nothing else passes for it', {
  timeout: 60_000,
}, async () => {
  const queries = ASKED.map(({ sql, postgres }, at) => ({
    name: `q${at}`,
    sql,
    ...(postgres === undefined ? {} : { postgres }),
  }))
  const record = await rehearseFile(await sqliteFromSql(ROWS), {
    performance: toPerformance(queries, undefined),
  })
  for (const [at, { sql, results, reason, message }] of ASKED.entries()) {
    const found = record.performance.queries[at]
    expect(found, sql).toMatchObject({ results, grade: expect.stringMatching(/too-fast|acceptable/) })
    expect(found?.runs, sql).toBeGreaterThan(2)
    if (reason !== undefined) expect(found?.reason, sql).toMatch(reason)
    const about = record.issues.filter(
      ({ object, code }) => object === `q${at}` && /differ|compared/.test(code),
    )
    const code = { equal: [], different: ['query-results-differ'], 'not-compared': ['query-not-compared'] }[
      results
    ]
    expect(
      about.map((issue) => issue.code),
      sql,
    ).toEqual(code)
    if (message !== undefined) expect(about[0]?.message, sql).toMatch(message)
  }
})

test('a shuffle fails nothing, and the report says what was not compared', { timeout: 60_000 }, async () => {
  const performance = toPerformance(
    [
      { name: 'all', sql: 'select id from t' },
      { name: 'shuffle', sql: 'select id from t order by random() limit 10' },
    ],
    undefined,
  )
  const record = await rehearseFile(await sqliteFromSql(ROWS), { performance })
  const item = record.readiness.items.find(({ id }) => id === 'query-performance')
  expect(item).toMatchObject({
    status: 'pass',
    evidence: expect.stringMatching(
      /^1 query of the settings gave equal results; .* not compared in full, .*: shuffle\.$/,
    ),
  })
  expect(record.issues.map(({ code, priority }) => [code, priority])).toEqual([['query-not-compared', 'LOW']])
  expect(record.result).toBe('complete')
  expect(renderMarkdown(record)).toContain('2 in all: 1 equal, 1 not compared; 2 too fast to grade')
  expect(renderTerminal(record, { color: false, width: 200 })).toMatch(/shuffle +not compared +too fast/)
})

test('a function of chance that PostgreSQL refuses is refused', async () => {
  const performance = toPerformance([{ name: 'q', sql: 'select hex(randomblob(4)) from t' }], undefined)
  const record = await rehearseFile(await sqliteFromSql(ROWS), { performance })
  expect(record.issues.map(({ code }) => code)).toContain('query-refused')
})
