import Database from 'better-sqlite3'
import { describe, expect, it, test } from 'vitest'
import { spellingOf } from '../../src/sql/moment-spelling.ts'
import type { TermType } from '../../src/sql/translation/term.ts'
import {
  type ExpressionColumn,
  translateCondition,
  translateIndexed,
  translateValue,
} from '../../src/sql/translation/translate-expression.ts'
import { withTestConnection } from '../support/postgres.ts'

function columnOf(type: TermType, values: readonly string[]): ExpressionColumn {
  const spellings = [...new Set(values.map(spellingOf))]
  const [only = ''] = spellings
  const spelling = spellings.length > 1 ? null : only
  return { source: 'a', target: 'a', type, affinity: 'numeric', collation: 'BINARY', spelling }
}

/** Texts that SQLite could be thought to round to the next second, day or year. */
const TIMES = [
  '2024-01-31 23:59:59.9999',
  '2024-01-01 00:00',
  '2023-12-31T23:59:59.999999',
  '2024-02-29 12:30:45',
  '0001-01-01 00:00:00',
  '9999-12-31 23:59:59.999999',
  '2024-03-05',
]
const ONE_FORM = ['2024-01-31 23:59:59', '2024-02-29 12:30:00', '2024-02-29 12:00:00', '2024-01-01 00:00:00']
const IN_UTC = ['2024-01-31T23:59:59.9995Z', '2024-02-29T00:00:00.0000Z']
const DAYS = ['2024-01-31', '2024-02-29', '0001-01-01', '9999-12-31']

const ALWAYS = [
  "date(a) > '2024-01-15'",
  "date(a) = '2024-02-29'",
  "'2024-01-31' >= DATE(a)",
  "date(a) between '2000-01-01' and '2024-02-01'",
  "date(a) in ('2024-01-31', '2024-02-29')",
  "date(a) >= date('2024-01-31')",
  "date(a) < date('2024-02-29 10:00:00')",
  "strftime('%F', a) = strftime('%Y-%m-%d', a)",
  "strftime('%Y-%m-01', a) = '2024-02-01'",
  "strftime('%Y-01-01', a) <= date(a)",
  'date(a) is null',
]

const WITH_TIME = [
  "datetime(a) = '2024-02-29 12:30:45'",
  "datetime(a) >= datetime('2024-01-31')",
  "strftime('%Y-%m-%d %H:00:00', a) = '2024-02-29 12:00:00'",
  "strftime('%Y-%m-%dT%H:%M:00', a) > '2024-02-29T12:29:00'",
  "strftime('%F %T', a) is datetime(a)",
]

const OF_ONE_FORM = [
  "a = strftime('%Y-%m-%d %H:%M:%S', a)",
  'a is datetime(a)',
  "a = strftime('%Y-%m-%d %H:00:00', a)",
  "a = strftime('%Y-%m-%d %R:00', a)",
  "a > strftime('%Y-%m-01 00:00:00', a)",
]

describe.each([
  ['timestamp', TIMES, [...ALWAYS, ...WITH_TIME]],
  ['timestamp', ONE_FORM, [...ALWAYS, ...WITH_TIME, ...OF_ONE_FORM]],
  ['timestamptz', IN_UTC, [...ALWAYS, ...WITH_TIME]],
  ['date', DAYS, [...ALWAYS, ...WITH_TIME, 'a = date(a)', "a > strftime('%Y-%m-01', a)"]],
] as const)('what SQLite prints of a %s such as %s', (type, values, expressions) => {
  it('is the same in PostgreSQL, in every time zone', async () => {
    const sqlite = new Database(':memory:')
    sqlite.exec('create table t (a datetime)')
    for (const value of [null, ...values]) sqlite.prepare('insert into t values (?)').run(value)
    await withTestConnection(async (postgres) => {
      await postgres.query(`set timezone to 'America/New_York'; set datestyle to 'German';
        create temp table t (a ${type})`)
      for (const value of [null, ...values])
        await postgres.query(`insert into t values (${value === null ? 'null' : `'${value}'`})`)
      for (const expression of expressions) {
        const expected = sqlite.prepare(`select (${expression}) from t order by rowid`).pluck().all()
        const translation = translateCondition(expression, [columnOf(type, values)])
        const sql = translation.ok ? translation.sql : `'${expression}: ${translation.reason}'`
        const { rows } = await postgres.query(`select (${sql})::int as v from t order by ctid`)
        const found = rows.map(({ v }) => (v === null ? null : Number(v)))
        expect({ expression, found }).toEqual({ expression, found: expected })
      }
    })
    sqlite.close()
  })

  it('can be indexed and generated', async () => {
    await withTestConnection(async (postgres) => {
      await postgres.query(`create temp table t (a ${type})`)
      for (const expression of ['date(a)', 'datetime(a)', "strftime('%Y-%m-01', a)"]) {
        const translation = translateIndexed(expression, 'BINARY', [columnOf(type, values)])
        if (!translation.ok) throw new Error(translation.reason)
        await postgres.query(`create unique index on t ((${translation.sql}))`)
        await postgres.query(`alter table t add column g${expression.length} ${translation.type}
          generated always as (${translation.sql}) stored`)
      }
    })
  })
})

test.each([
  ['timestamp', ONE_FORM, 'date()', 'date() without a value is another one at each moment'],
  ['timestamp', ONE_FORM, "date(a, 'localtime')", 'the modifiers of date() have no equivalent'],
  ['timestamp', ONE_FORM, "date('now')", 'date() is given something that is no moment'],
  ['timestamp', ONE_FORM, "strftime('%Y', a)", 'the format of strftime() has no equivalent'],
  ['timestamp', ONE_FORM, "strftime('%H:%M', a)", 'the format of strftime() has no equivalent'],
  ['timestamp', ONE_FORM, "strftime('%Y-01-%d', a)", 'the format of strftime() has no equivalent'],
  ['timestamp', ONE_FORM, 'strftime(a, a)', 'the format of strftime() is not written as a text'],
  ['timestamp', ONE_FORM, "date(a) || ''", 'a value of type date stands where a text is needed'],
  ['timestamp', ONE_FORM, 'a = date(a)', 'a timestamp is compared with what is none'],
  ['timestamp', IN_UTC, 'a = datetime(a)', 'the two timestamp values have two forms'],
  ['timestamp', TIMES, 'a = datetime(a)', 'the texts of a timestamp have several forms'],
  ['text', ONE_FORM, 'date(a)', 'date() is translated for what is a date in the target, or a moment in UTC'],
  ['timestamptz', ['2024-01-01 10:00:00+02:00'], 'date(a)', 'or a moment in UTC'],
  ['timestamptz', ['2024-01-01 10:00:00+00'], 'date(a)', 'or a moment in UTC'],
  ['timestamptz', [...IN_UTC, '2024-01-01T10:00:00'], 'date(a)', 'or a moment in UTC'],
  ['time', ['10:00:00'], 'date(a)', 'or a moment in UTC'],
] as const)('of a %s such as %s nothing is made of %s', (type, values, expression, reason) => {
  const translation = translateValue(expression, [columnOf(type, values)])
  expect(translation).toEqual({ ok: false, reason: expect.stringContaining(reason) })
})

test('numbers that count from an epoch are Julian days for date()', () => {
  const column = { ...columnOf('timestamptz', []), spelling: 'seconds' }
  expect(translateValue('date(a)', [column])).toMatchObject({ ok: false })
})
