import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf, columnOf } from '../catalog/read-from.ts'

/** A column with a DEFAULT that SQLite computes of literals. */
const CONSTANTS = `
  integer default (1+1)
  integer default (1 << 4)
  integer default (~1)
  integer default (NOT 1)
  integer default (CAST('5' AS INTEGER))
  integer default (length('abc'))
  boolean default (NOT 1)
  text default (datetime('2024-01-01'))
  text default (strftime('%Y-%m-01', '2024-01-31 10:00'))
  text default (printf('%05d',42))
  text default (json('{ "a" : 1 }'))
  json default (json('{}'))
  json default (json_array())
  json default (json_object('a', 1))
  text default ('a' || char(66))
  text default (case when 1 then 'yes' else 'no' end)
  text default (substr('abc', -2, 1) /* the middle */)
  real default (round(2.567,2))
  blob default (zeroblob(4))
  blob default (unhex('00ff'))`

/** A number of milliseconds since 1970. */
const MILLISECONDS = `
  integer default (cast((julianday('now') - 2440587.5)*86400000 as integer))
  integer default (cast(round((julianday('now') - 2440587.5) * 86400000) as integer))
  integer default (CAST((julianday('now') - 2440587.5) * 86400000.0 AS INTEGER))
  integer default (unixepoch('subsec')*1000)
  integer default (cast(unixepoch('subsecond')*1000 as integer))
  integer default (cast(unixepoch('now', 'subsec') * 1000 as int))
  integer default (unixepoch('subsec')*1000 + 5)
  integer default (unixepoch()*1000)
  integer default (1000 * strftime('%s', 'now'))
  integer default (cast(unixepoch() * 1000 as integer))
  real default (unixepoch('subsec') * 1000)
  text default (cast(unixepoch('subsec') * 1000 as integer))`

/** What SQLite does not compute to one value, or to one that is too long. */
const OTHERS = `
  integer default (random() % 2)
  text default (lower(hex(randomblob(40))))
  blob default (zeroblob(1001))
  text default (hex(zeroblob(999999999)))
  real default (julianday('now'))
  text default (strftime('%W', 'now'))
  integer default (last_insert_rowid())
  text default (sqlite_version())
  text default (datetime('2024-01-01', 'localtime'))`

describe('a computed default', () => {
  it('is the value that SQLite computes', async () => {
    await withTestConnection(async (postgres) => {
      for (const definition of lines(CONSTANTS)) {
        expect({ definition, value: await inPostgres(definition, postgres) }).toEqual({
          definition,
          value: inSqlite(definition),
        })
      }
    })
  })

  it('counts the milliseconds of the moment', async () => {
    await withTestConnection(async (postgres) => {
      for (const definition of lines(MILLISECONDS)) {
        const [before, value] = [inSqlite(definition), await inPostgres(definition, postgres)]
        // the clock of the server is that of this machine; half of them have whole seconds
        expect({ definition, isNear: Math.abs(Number(value) - Number(before)) < 60_000 }).toEqual({
          definition,
          isNear: true,
        })
        expect(String(value)).toMatch(/^\d{13}(\.\d+)?$/)
      }
    })
  })

  it('is a moment where the numbers of the column are milliseconds', async () => {
    await withTestConnection(async (postgres) => {
      const sql = "create table t (id integer primary key, x datetime default (unixepoch('subsec') * 1000))"
      const schema = deriveSchema(await catalogOf(`${sql}; insert into t (x) values (1700000000123)`))
      await postgres.query(renderDdl(schema))
      await postgres.query('insert into t (id) values (2)')
      const { rows } = await postgres.query("select now() - x < interval '1 minute' as near from t")
      expect(rows).toEqual([{ near: 't' }])
    })
  })

  it.each(lines(OTHERS))('is none of %s', async (definition) => {
    const column = await columnOf(`create table t (x ${definition}\n)`)
    expect(column.constantDefault).toBeNull()
  })

  it('is as many random bytes as SQLite gives', async () => {
    await withTestConnection(async (postgres) => {
      for (const bytes of [1, 8, 16]) {
        const value = await inPostgres(`blob default (randomblob(${bytes}))`, postgres)
        const other = await inPostgres(`blob default (randomblob(${bytes}))`, postgres)
        expect([String(value).length, String(other).length]).toEqual([2 * bytes, 2 * bytes])
        if (bytes > 1) expect(value).not.toBe(other)
      }
    })
    const { issues } = deriveSchema(await catalogOf('create table t (x blob default (randomblob(17)))'))
    expect(issues.map(({ issue }) => issue.code)).toContain('default-not-translated')
  })

  it.each([
    ["datetime('now', '+1 month')", "the modifier '+1 month' of datetime() has no equivalent"],
    ["date('now', '+1 day', 'weekday 0')", "the modifier 'weekday 0' of date() has no equivalent"],
    ["date('now', 'start of day', '+1 year')", 'PostgreSQL ends it where the month does'],
    ["date('now', 'start of month', '+1 day', '+1 month')", "the modifier '+1 month' of date()"],
    ["date(CURRENT_DATE, 'localtime')", "the modifier 'localtime' of date() has no equivalent"],
    ["datetime('now', char(43) || '1 day')", 'a modifier of datetime() is computed'],
    ['datetime(CURRENT_TIME)', "datetime() is translated for 'now'"],
    ['datetime(unixepoch())', "datetime() is translated for 'now'"],
    ["strftime('%s', 'now') * 60", 'what is computed here of the present moment has no equivalent'],
    ['coalesce(NULL, CURRENT_TIMESTAMP)', 'what is computed here of the present moment has no equivalent'],
    ["strftime('%W', 'now')", 'the format of strftime() has no equivalent'],
    ["datetime('2024-01-01 10:00:00.5')", "datetime() is translated for 'now'"],
    ["julianday('now')", 'the function julianday() has no equivalent'],
    ["md5('x')", 'SQLite has no function md5() of its own, so what it gives is not known'],
    ['now()', 'SQLite has no function now() of its own, and that of PostgreSQL gives another type'],
    ['abs(random())', 'random() gives other values in PostgreSQL'],
  ])('that is not translated says what is to blame: %s', async (text, reason) => {
    const { ledger } = deriveSchema(await catalogOf(`create table t (x text default (${text}))`))
    expect(ledger.find(({ type }) => type === 'default')?.reason).toContain(reason)
  })
})

describe('a default of a function that PostgreSQL has alone', () => {
  it('is that of PostgreSQL, and is told in the ledger', async () => {
    const sql = `create table t (id integer primary key, at timestamp default (now()), utc timestamptz default (NOW()),
      day date default (now()), u uuid not null default (gen_random_uuid()), v text default (gen_random_uuid()),
      w varchar(36) default (gen_random_uuid()), short varchar(35) default (gen_random_uuid()))`
    const schema = deriveSchema(await catalogOf(sql))
    await withTestConnection(async (postgres) => {
      await postgres.query(renderDdl(schema))
      await postgres.query('insert into t (id) values (1)')
      const { rows } = await postgres.query(
        `select localtimestamp - at < '1 minute' as at, now() - utc < '1 minute' as utc, current_date - day < 2 as day,
                u <> v::uuid and v <> w as others,
                short is null as lost from t`,
      )
      expect(rows).toEqual([{ at: 't', utc: 't', day: 't', others: 't', lost: 't' }])
    })
    const defaults = schema.ledger.filter(({ type }) => type === 'default')
    expect(defaults.map(({ name, status }) => `${name} ${status}`)).toEqual(
      expect.arrayContaining(['at changed', 'u changed', 'w changed', 'short dropped']),
    )
    expect(defaults.find(({ name }) => name === 'u')?.reason).toBe(
      'SQLite has no function gen_random_uuid() of its own; that of PostgreSQL has its place',
    )
    expect(schema.issues.map(({ issue }) => `${issue.code} ${issue.column}`)).toEqual([
      'default-not-translated short',
    ])
  })
})

function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What an INSERT without the column gives, bytes as hex. */
function inSqlite(definition: string): unknown {
  const database = new Database(':memory:')
  try {
    database.exec(`create table t (id integer primary key, x ${definition}); insert into t (id) values (1)`)
    const value = database.prepare('select x from t').pluck().get()
    return Buffer.isBuffer(value) ? value.toString('hex') : String(value)
  } finally {
    database.close()
  }
}

async function inPostgres(definition: string, postgres: PostgresConnection): Promise<unknown> {
  const schema = deriveSchema(await catalogOf(`create table t (id integer primary key, x ${definition})`))
  await postgres.query(`drop table if exists t; ${renderDdl(schema)}`)
  await postgres.query(`insert into t (id) values (1)`)
  const { rows } = await postgres.query(`select x::text as x from t`)
  const value = rows[0]?.x
  if (value === 'true' || value === 'false') return value === 'true' ? '1' : '0'
  return value?.replace(/^\\x/, '')
}
