import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { withMigratedInto } from '../../support/migrate-into.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const MEGABYTE = 1 << 20

/** A text whose escapes and long characters lie on the bounds of pieces. */
function hostileText(): string {
  const bound = 'x'.repeat(MEGABYTE - 3)
  return `${bound}é😀\n\t\r\\\\N\\.${bound}\\\n'"\b\v${'渡'.repeat(2.5 * MEGABYTE)}`
}

const TABLES = {
  'a rowid table': 'create table t (k integer primary key, name text, data blob, doc, ratio real)',
  'a table without rowid':
    'create table t (k text primary key, name text, data blob, doc, ratio real) without rowid',
  'a table without a key': 'create table t (k integer, name text, data blob, doc, ratio real)',
}

async function source(table: string, encoding: string): Promise<string> {
  const path = await sqliteFromSql(`pragma encoding = '${encoding}'; ${table}`)
  const database = new Database(path)
  const insert = database.prepare('insert into t values (?, ?, ?, ?, ?)')
  for (let k = 0; k < 300; k += 1) {
    if (k === 7) insert.run('7', hostileText(), null, '{}', -0.5)
    else if (k === 150) insert.run('150', 'short\t\\', randomBytes(8 * MEGABYTE + 1), null, 1e300)
    else if (k === 299) {
      insert.run('299', 'y'.repeat(3 * MEGABYTE), randomBytes(3 * MEGABYTE), 'z'.repeat(3 * MEGABYTE), null)
    } else insert.run(String(k), `row ${k}`, Buffer.from([k % 256]), 'doc', k / 3)
  }
  database.close()
  return path
}

const target = (k: string, name = 'text') =>
  `create domain no_hostile as text check (value not like '%渡%');
   create table t (k ${k}, name ${name}, data bytea, doc text, ratio double precision)`

describe.each(['UTF-8', 'UTF-16le'])('rows of many megabytes in %s', (encoding) => {
  it.each(Object.entries(TABLES))('arrive whole in %s', async (_, table) => {
    const k = table.includes('k text') ? 'text' : 'bigint'
    await withMigratedInto(await source(table, encoding), target(k), async ({ load, validation }) => {
      expect(load.tables).toMatchObject([{ rowsSource: 300, rowsLoaded: 300, rowsRejected: 0 }])
      expect(validation.tables).toMatchObject([{ rowsCompared: 300, mismatches: 0, cellsCompared: 1500 }])
    })
  })
})

it('a long row that PostgreSQL refuses is rejected, and all others are loaded', async () => {
  const path = await source(TABLES['a rowid table'], 'UTF-8')
  await withMigratedInto(path, target('bigint', 'no_hostile'), async ({ load, validation, rejects }) => {
    expect(load.tables).toMatchObject([{ rowsSource: 300, rowsLoaded: 299, rowsRejected: 1 }])
    expect(validation.tables).toMatchObject([{ rowsCompared: 299, mismatches: 0 }])
    expect(rejects).toEqual([
      {
        key: { k: 7 },
        column: 'name',
        storageClass: 'text',
        length: hostileText().length - 1,
        sqlstate: '23514',
        issue: 'integrity/check-violated:t.name[no_hostile]',
      },
    ])
  })
})

it('a text of megabytes costs its row in a column of intervals, and blanks cost none', async () => {
  const path = await sqliteFromSql(`
    create table t (k integer primary key, span text);
    insert into t values (1, '1 day'), (2, replace(hex(zeroblob(2000000)), '00', '1 day ')),
                         (3, '1 day' || printf('%1000s', '') || '2 hours'), (4, 'P' || replace(hex(zeroblob(150)), '00', '1D'))`)
  const given = 'create table t (k bigint primary key, span interval)'
  await withMigratedInto(path, given, async ({ load, validation, rejects }) => {
    expect(load.tables).toMatchObject([{ rowsSource: 4, rowsLoaded: 2, rowsRejected: 2, failure: null }])
    expect(rejects.map(({ key, column }) => [key.k, column])).toEqual([
      [2, 'span'],
      [4, 'span'],
    ])
    expect(validation.tables).toMatchObject([{ rowsTarget: 2, rowsCompared: 2, mismatches: 0 }])
  })
})
