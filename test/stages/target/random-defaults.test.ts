import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { translateDefault } from '../../../src/stages/target/defaults/translate-default.ts'
import { deriveSchema } from '../../../src/stages/target/derivation/derive-schema.ts'
import { renderDdl } from '../../../src/stages/target/render-ddl.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { catalogOf, columnOf } from '../catalog/read-from.ts'

/** A DEFAULT of random characters, and the pattern of all that SQLite makes of it. */
const TEXTS: readonly (readonly [text: string, pattern: RegExp])[] = [
  [
    "lower(hex(randomblob(4))||'-'||hex(randomblob(2))||'-'||hex(randomblob(2)))",
    /^[0-9a-f]{8}(-[0-9a-f]{4}){2}$/,
  ],
  ["upper('id-' || lower(hex(randomblob(3))))", /^ID-[0-9A-F]{6}$/],
  ["'x' || lower('Y' || (hex(randomblob(2)) || 'Z'))", /^xy[0-9a-f]{4}z$/],
  ["lower('ÄB' || hex(randomblob(2)))", /^Äb[0-9a-f]{4}$/],
  ["'A''' || hex(randomblob(4))", /^A'[0-9A-F]{8}$/],
  ["'  ' || lower(hex(randomblob(1)))", /^ {2}[0-9a-f]{2}$/],
  ['hex(randomblob(2)) || lower(hex(randomblob(2)))', /^[0-9A-F]{4}[0-9a-f]{4}$/],
  ['lower(hex(randomblob(16))) || hex(randomblob(16))', /^[0-9a-f]{32}[0-9A-F]{32}$/],
  ['substr(hex(randomblob(4)), 3)', /^[0-9A-F]{6}$/],
  ["substr('ab-' || hex(randomblob(4)), 2, 4)", /^b-[0-9A-F]{2}$/],
  ['substr(lower(hex(randomblob(4))), -3)', /^[0-9a-f]{3}$/],
  ['substr(hex(randomblob(2 * 2)), -(1 + 2))', /^[0-9A-F]{3}$/],
  ["substr('xyz', 1 + (abs(random() % 2)), 1)", /^[xy]$/],
  ["lower(substr('ABÄ', abs(random())%3+1, 1)) || '!'", /^[abÄ]!$/],
  [
    `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)),2) || '-' ||
      substr('89ab', abs(random())%4+1, 1) || substr(hex(randomblob(2)),2) || '-' || hex(randomblob(6)))`,
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  ],
  [
    `hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || '4' || substr(hex(randomblob(2)),2) || '-' ||
      substr('AB89', 1 + abs(random()) % 4, 1) || substr(hex(randomblob(2)),2) || '-' || hex(randomblob(6))`,
    /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}$/,
  ],
  [
    `hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)),2) || '-' ||
      substr('89ab', abs(random()) % 4 + 1, 1) || substr(hex(randomblob(2)),2) || '-' || hex(randomblob(6))`,
    /^[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89ab][0-9A-F]{3}-[0-9A-F]{12}$/,
  ],
]

/** Of which SQLite makes no text of pieces that are known, or one that is too long. */
const OTHERS = [
  'lower(hex(randomblob(4)) || random())',
  "upper(hex(randomblob(17))) || '-'",
  "substr('89ab', abs(random()) % 4, 1)",
  "substr('89ab', abs(random()) % 5 + 1, 1)",
  "substr('89ab', random() % 4 + 1, 1)",
  'substr(hex(randomblob(4)), 0, 3)',
  'hex(randomblob(4)) || NULL',
  "trim(hex(randomblob(4)), 'A')",
  'hex(randomblob(0))',
]

describe('a DEFAULT of random characters', () => {
  it('gives in PostgreSQL what it gives in SQLite, and another in each row', async () => {
    await withTestConnection(async (postgres) => {
      for (const [text, pattern] of TEXTS) {
        const sql = `create table t (id integer primary key, x text not null default (${text}))`
        const [inSqlite, inPostgres] = [sqliteValues(sql), await postgresValues(sql, postgres)]
        expect({ text, strange: inSqlite.filter((value) => !pattern.test(value)) }).toEqual({
          text,
          strange: [],
        })
        expect({ text, strange: inPostgres.filter((value) => !pattern.test(value)) }).toEqual({
          text,
          strange: [],
        })
        expect(new Set(inPostgres).size).toBeGreaterThan(1)
        // of few values, 200 draws hold all
        if (new Set(inSqlite).size <= 4) expect(new Set(inPostgres)).toEqual(new Set(inSqlite))
      }
    })
  })

  it('follows the CHECK that it follows in SQLite', async () => {
    await withTestConnection(async (postgres) => {
      const sql = `create table t (id integer primary key, x text not null
        default (lower(hex(randomblob(4))||'-'||hex(randomblob(2)))) check (x = lower(x)))`
      expect(await postgresValues(sql, postgres)).toHaveLength(ROWS)
    })
  })

  it('is a UUID for a column of UUIDs, unless that would respell it', async () => {
    await withTestConnection(async (postgres) => {
      const parts = [8, 4, 4, 4, 12].map((digits) => `hex(randomblob(${digits / 2}))`).join(" || '-' || ")
      const sql = `create table t (id integer primary key, x uuid default (lower(${parts})))`
      const [value = ''] = await postgresValues(sql, postgres)
      expect(value).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      const column = await columnOf('create table t (a)')
      expect(translateDefault(parts, column, { kind: 'uuid' })).toEqual({
        status: 'dropped',
        reason: 'the random text cannot be a uuid',
      })
    })
  })

  it.each(OTHERS)('is not made of %s', async (text) => {
    const column = await columnOf('create table t (a)')
    const { status } = translateDefault(text, column, { kind: 'text' })
    expect(status).toBe('dropped')
  })

  it('says of random bytes what is translated', async () => {
    const column = await columnOf('create table t (a)')
    for (const text of ['hex(randomblob(17))', "lower(hex(randomblob(4))) || length('é')"])
      expect(translateDefault(text, column, { kind: 'text' })).toMatchObject({
        reason: expect.stringContaining('1 to 16'),
      })
  })
})

const ROWS = 200
const INSERTS = `insert into t (id) values ${Array.from({ length: ROWS }, (_, at) => `(${at + 1})`).join(', ')}`

function sqliteValues(sql: string): readonly string[] {
  const database = new Database(':memory:')
  try {
    database.exec(`${sql}; ${INSERTS}`)
    return database.prepare('select x from t').pluck().all().map(String)
  } finally {
    database.close()
  }
}

async function postgresValues(sql: string, postgres: PostgresConnection): Promise<readonly string[]> {
  await postgres.query(`drop table if exists t; ${renderDdl(deriveSchema(await catalogOf(sql)))}`)
  await postgres.query(INSERTS)
  const { rows } = await postgres.query('select x::text as x from t')
  return rows.map(({ x }) => String(x))
}
