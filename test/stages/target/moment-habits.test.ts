import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { QUIET, snapshotOf } from '../catalog/read-from.ts'

/** Each column as `table.column kind`, and each issue as its message. */
async function derived(sql: string): Promise<{ types: readonly string[]; told: readonly string[] }> {
  const schema = deriveSchema(await readCatalog(snapshotOf(await sqliteFromSql(sql)), QUIET))
  return {
    types: schema.tables.flatMap(({ name: table, columns }) =>
      columns.map(({ name, type }) => `${table}.${name} ${type.kind}`),
    ),
    told: schema.issues.map(
      ({ issue }) => `${issue.priority} ${issue.table}.${issue.column} ${issue.message}`,
    ),
  }
}

const INSTANT = "'2024-05-06T07:08:09.123Z'"
const NANOS = "'2023-05-06 07:08:09.123456789+02:00'"

describe('an empty column of DATETIME', () => {
  it.each([
    ['1700000000', 'null', 'timestamptz'],
    ["'2024-01-01T10:00:00Z'", '1700000000123', 'timestamptz'],
    ["'2024-01-01 10:00:00'", '1700000000', 'timestamp'],
    ["'not a moment'", '1700000000', 'timestamptz'],
    ["'2023-04-20 12:32:51+00:00'", "'2023-04-20 12:32:51.3 +0000 UTC'", 'timestamptz'],
    ["'2023-04-20 12:32:51'", "'2023-04-20 12:32:51.3 +0000 UTC'", 'timestamp'],
    ["'2023-04-20 12:32:51+00:00'", '2459000.5', 'timestamptz'],
    ["'not a moment'", "'soon'", 'timestamp'],
    [NANOS, "'2023-05-06 07:08:09.1+02:00'", 'timestamptz'],
    [NANOS, 'null', 'timestamptz'],
    ["'2023-05-06 07:08:09.123456789'", 'null', 'timestamp'],
    ['null', 'null', 'timestamp'],
  ])('is as the others of its table, which hold %s and %s: %s', async (made, sent, kind) => {
    const { types } = await derived(`
      create table t (made datetime, sent timestamp, gone datetime, day date);
      insert into t values (${made}, ${sent}, null, '2024-01-01')`)
    expect(types).toContain(`t.gone ${kind}`)
  })

  it.each([
    [NANOS, 'timestamptz'],
    ["'2024-01-01 10:00'", 'timestamp'],
  ])('is as those of the database where its table has none with values, %s: %s', async (value, kind) => {
    const { types, told } = await derived(`
      create table written (at datetime); insert into written values (${value});
      create table unwritten (id integer primary key, made datetime, gone datetime, day date);`)
    expect(types).toEqual(
      expect.arrayContaining([`unwritten.made ${kind}`, `unwritten.gone ${kind}`, 'unwritten.day date']),
    )
    expect(told.filter((message) => message.includes('empty'))).toEqual([])
  })
})

describe('an empty column of DATE', () => {
  it('takes times where all DATE columns of Better Auth hold them, also in a table without rows', async () => {
    const { types, told } = await derived(`
      create table "user" ("id" text not null primary key, "createdAt" date not null, "updatedAt" date not null, "banExpires" date);
      create table "verification" ("id" text not null primary key, "expiresAt" date not null);
      insert into "user" values ('u1', ${INSTANT}, ${INSTANT}, null)`)
    expect(types).toEqual([
      'user.id text',
      'user.createdAt timestamptz',
      'user.updatedAt timestamptz',
      'user.banExpires timestamptz',
      'verification.id text',
      'verification.expiresAt timestamptz',
    ])
    const empty = 'The column is empty, and the other DATE columns hold times; the target is timestamptz'
    expect(told).toEqual(
      expect.arrayContaining([`LOW user.banExpires ${empty}`, `LOW verification.expiresAt ${empty}`]),
    )
  })

  it.each([
    [`${INSTANT}`, "'2024-05-06 07:08:09'", 'timestamp'],
    ["'2024-05-06 07:08:09'", 'null', 'timestamp'],
    [NANOS, 'null', 'timestamptz'],
    ['1700000000123', 'null', 'timestamptz'],
    [INSTANT, "'2024-05-06'", 'date'],
    [INSTANT, "'2024-05-06 00:00:00'", 'date'],
    [INSTANT, "'soon'", 'timestamptz'],
    ["'2024-05-06'", "'soon'", 'date'],
    ['20240506', 'null', 'date'],
    ['null', 'null', 'date'],
  ])('is as the others, which hold %s and %s: %s', async (one, other, kind) => {
    const { types } = await derived(`
      create table t (a date, b date, gone date, at datetime);
      insert into t values (${one}, ${other}, null, ${INSTANT})`)
    expect(types).toContain(`t.gone ${kind}`)
  })

  it('asks the other tables only where its own has no DATE with values', async () => {
    const { types } = await derived(`
      create table people (born date, died date); insert into people values ('1950-01-01', null);
      create table logins (at date, gone date); insert into logins values (${INSTANT}, null);
      create table others (at date)`)
    expect(types).toEqual([
      'people.born date',
      'people.died date',
      'logins.at timestamptz',
      'logins.gone timestamptz',
      'others.at date',
    ])
  })
})
