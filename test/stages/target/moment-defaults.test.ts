import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { translateDefault } from '../../../src/stages/target/defaults/translate-default.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { renderType } from '../../../src/stages/target/render-type.ts'
import type { TargetType } from '../../../src/stages/target/target-schema.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf, columnOf } from '../catalog/read-from.ts'

/** A DEFAULT that is the present moment, as a text. */
const TEXTS = [
  "strftime('%Y-%m-%dT%H:%M:%fZ',CURRENT_TIMESTAMP)",
  'datetime(CURRENT_TIMESTAMP)',
  'date(CURRENT_TIMESTAMP)',
  'time(CURRENT_TIMESTAMP)',
  "datetime(CURRENT_TIMESTAMP,'+90 minutes')",
  "date(CURRENT_DATE,'+1 day')",
  'datetime(CURRENT_DATE)',
  "strftime('%s',CURRENT_DATE)",
  "strftime('%Y-%m-%d %H:%M:%f', strftime('%Y-%m-%d %H:%M', 'now'))",
  "datetime(unixepoch(), 'unixepoch')",
  "datetime(strftime('%s','now'), 'unixepoch', '-1 day')",
  "replace(CURRENT_TIMESTAMP,' ','T')||'Z'",
  "replace(replace(datetime('now'), '-', ''), ':', '')",
  "replace(date('now'), '-', 'Dy\"MI')",
  "'on ' || date('now') || ' at ' || time('now')",
  "strftime('%Y', 'now') || strftime('%m', 'now')",
  "strftime('%d%d%S%S%m%M', 'now')",
  "strftime('100%% %Y \\ \"DD\"', 'now')",
  "CAST(datetime('now') AS VARCHAR(20))",
  "date('now','start of month')",
  "date('now','start of year')",
  "datetime('now','start of day')",
  "datetime('now','Start Of Day', '+8 hours')",
  "date('now','start of month','+1 month','-1 day')",
  "date('now','start of year','+1 month', '+1 year', '-1 second')",
  "datetime('now','localtime','start of month')",
  "strftime('%s','now','start of day')",
  "strftime('%s','now','localtime')",
  "date('now','subsec')",
  "strftime('%H:%M:%S','now','subsec')",
  "datetime(datetime('subsec'))",
  "datetime('now','subsec','start of day')",
]

/** Seconds or milliseconds since 1970, all of whole seconds. */
const NUMBERS = [
  "strftime('%s',CURRENT_TIMESTAMP)",
  'unixepoch(CURRENT_TIMESTAMP)',
  "unixepoch('now', '+1 day')",
  "unixepoch('now', 'start of month')",
  "strftime('%s','now') + 86400",
  '7 * 24 * 3600 + unixepoch()',
  'unixepoch() - 60 * 60',
  '-3600 + unixepoch()',
  'unixepoch() * 1000 - -2000',
  "CAST(strftime('%s','now') AS INTEGER) + 86400 - 1",
  "CAST((julianday('now')-2440587.5)*86400.0 AS INTEGER)",
  "CAST((julianday('now') - 2440587.5) * 86400 AS INT)",
  'CAST(86400 * (julianday() - 2440587.5) AS BIGINT) + 60',
  '(unixepoch() + 60) * 1000',
  'unixepoch() * 1000 + 86400000',
  "unixepoch('now', 'start of day') * 1000",
  "strftime('%Y', 'now')",
  "replace(date('now'), '-', '')",
  "strftime('%s','now') || '000'",
  "unixepoch() || '000'",
  "CAST(strftime('%s','now','+1 day') || '000' AS INTEGER) + 1000",
  "CAST(unixepoch('subsec') AS INTEGER)",
  "CAST(unixepoch('subsec', 'start of day') AS INT)",
]

/** A DEFAULT with milliseconds: as many characters as SQLite gives, and near to it. */
const PRECISE = [
  ["datetime('now','subsec')", 'text', "v::timestamp - (now() at time zone 'utc')"],
  ["datetime('subsecond','+1 day')", 'text', "v::timestamp - interval '1 day' - (now() at time zone 'utc')"],
  ["replace(datetime('now','subsec'),' ','T')||'Z'", 'text', 'v::timestamptz - now()'],
  ["datetime('now','subsec')", 'timestamp', "v - (now() at time zone 'utc')"],
  ["datetime('now','subsec')", 'timestamptz', 'v - now()'],
  ["unixepoch('subsec')", 'double precision', 'to_timestamp(v) - now()'],
  ["unixepoch('now','subsec')", 'numeric', 'to_timestamp(v) - now()'],
  ["unixepoch('subsec','+1 day')", 'double precision', "to_timestamp(v) - interval '1 day' - now()"],
  ["strftime('%s','now','subsec')", 'double precision', 'to_timestamp(v) - now()'],
  ["(julianday('now')-2440587.5)*86400.0", 'double precision', 'to_timestamp(v) - now()'],
  ["cast(86400 * (julianday('now') - 2440587.5) as real)", 'numeric', 'to_timestamp(v) - now()'],
  ["unixepoch('subsec')", 'timestamptz', 'v - now()'],
  ["unixepoch('subsec','+1 day')", 'timestamptz', "v - interval '1 day' - now()"],
] as const

/** Moments that are read as one, in a column of moments. */
const MOMENTS = [
  "strftime('%Y-%m-%dT%H:%M:%fZ',CURRENT_TIMESTAMP)",
  "replace(CURRENT_TIMESTAMP,' ','T')||'Z'",
  "date('now','start of month')",
  "datetime(CURRENT_TIMESTAMP,'+1 hour')",
]

describe('a DEFAULT that is the present moment', () => {
  it.each(TEXTS)('is the text that SQLite gives: %s', async (text) => {
    await expectAlike(text, { kind: 'text' })
  })

  it.each(NUMBERS)('is the number that SQLite gives: %s', async (text) => {
    await expectAlike(text, { kind: 'bigint' })
  })

  it.each(MOMENTS)('is the moment that SQLite gives: %s', async (text) => {
    await expectAlike(text, { kind: 'timestamp' })
    await expectAlike(text, { kind: 'timestamptz' })
  })

  it.each(PRECISE)('has its milliseconds: %s as %s', async (text, kind, age) => {
    const column = await columnOf('create table t (a real)')
    const type: TargetType = kind === 'numeric' ? { kind, precision: null, scale: null } : { kind }
    const translated = translateDefault(text, column, type)
    const sql = translated.status === 'dropped' ? translated.reason : translated.sql
    await withTestConnection(async (postgres) => {
      await postgres.query(`set timezone = 'America/New_York'; create temp table d (id int, v ${kind} default ${sql});
        insert into d values (1); select pg_sleep(0.01); insert into d values (2); select pg_sleep(0.01);
        insert into d values (3)`)
      const { rows } = await postgres.query(
        `select ${age} between interval '-1 minute' and interval '1 minute' as near, v::text as v from d`,
      )
      expect(rows.map(({ near }) => near)).toEqual(['t', 't', 't'])
      if (kind === 'text')
        expect(rows.map(({ v }) => v?.length)).toEqual(rows.map(() => inSqlite(text).length))
      expect(rows.some(({ v }) => /\.\d{1,3}(?:Z|[+-]\d\d)?0*$/.test(v ?? ''))).toBe(true)
    })
  })

  it.each([
    ["unixepoch('subsec')", { kind: 'bigint' }],
    ["unixepoch('subsec')", { kind: 'text' }],
    ["unixepoch('subsec')", { kind: 'numeric', precision: 12, scale: 2 }],
    ["datetime('now','subsec')", { kind: 'date' }],
    ["unixepoch('subsec','localtime')", { kind: 'double precision' }],
    ["strftime('%s','now') || '00'", { kind: 'bigint' }],
    ["strftime('%s','now','localtime') || '000'", { kind: 'bigint' }],
    ["datetime('+1 day','subsec')", { kind: 'text' }],
  ] as const)('is not made of %s where it would be another value: %s', async (text, type) => {
    const column = await columnOf('create table t (a real)')
    expect(translateDefault(text, column, type)).toMatchObject({ status: 'dropped' })
  })

  it('is the same in each time zone of the session, where the clocks change too', async () => {
    const column = await columnOf('create table t (a datetime); insert into t values (1609459200)')
    await withTestConnection(async (postgres) => {
      // one of the first two has winter at one end and summer at the other
      for (const modifier of ['+200 days', '-200 days', 'start of year', 'start of day']) {
        for (const type of [{ kind: 'bigint' }, { kind: 'timestamptz' }] as const) {
          const translated = translateDefault(`unixepoch('now', '${modifier}')`, column, type)
          const sql = translated.status === 'dropped' ? translated.reason : translated.sql
          const query =
            type.kind === 'bigint' ? `select ${sql} as v` : `select EXTRACT(epoch FROM ${sql}) as v`
          await postgres.query("begin; set local timezone = 'America/New_York'")
          const { rows } = await postgres.query(query)
          await postgres.query("set local timezone = 'UTC'")
          const { rows: inUtc } = await postgres.query(query)
          await postgres.query('rollback')
          expect({ modifier, rows }).toEqual({ modifier, rows: inUtc })
        }
      }
    })
  })

  it('is in the target of a table as GeoPackage declares it', async () => {
    const { issues, ledger } = deriveSchema(
      await catalogOf(
        "create table c (n text primary key, last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ',CURRENT_TIMESTAMP)))",
      ),
    )
    expect(issues.filter(({ issue }) => issue.code === 'default-not-translated')).toEqual([])
    expect(ledger.find(({ type }) => type === 'default')).toMatchObject({ status: 'translated' })
  })
})

/** PostgreSQL gives the same as SQLite; both are asked again where a second has begun between them. */
async function expectAlike(text: string, type: TargetType): Promise<void> {
  const column = await columnOf('create table t (a)')
  const translated = translateDefault(text, column, type)
  const sql = translated.status === 'dropped' ? translated.reason : translated.sql
  const zone = text.includes('localtime') ? Intl.DateTimeFormat().resolvedOptions().timeZone : 'UTC'
  await withTestConnection(async (postgres) => {
    await postgres.query(
      `set timezone = '${zone}'; create temp table d (id int, v ${renderType(type)} default ${sql})`,
    )
    const seen: unknown[] = []
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const before = inSqlite(text)
      await postgres.query('truncate d; insert into d values (1)')
      const { rows } = await postgres.query(
        `select v = '${before.replaceAll("'", "''")}' as same, v::text as v from d`,
      )
      if (rows[0]?.same === 't') return
      seen.push([before, rows[0]?.v])
    }
    expect({ text, sql, seen }).toEqual({ text, sql, seen: [] })
  })
}

function inSqlite(text: string): string {
  const database = new Database(':memory:')
  try {
    return String(database.prepare(`select ${text}`).pluck().get())
  } finally {
    database.close()
  }
}
