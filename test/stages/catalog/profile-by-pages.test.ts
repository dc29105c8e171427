import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { profileByPages } from '../../../src/stages/catalog/profile-by-pages.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import type { TextEncoding } from '../../../src/stages/snapshot/snapshot.ts'

import { destroyPage } from '../../support/damaged-page.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { QUIET, snapshotOf } from './read-from.ts'

/** The names of the columns that the pages of a database tell of; null for a table of which they tell nothing. */
async function toldOf(path: string, encoding: TextEncoding = 'UTF-8') {
  const snapshot = snapshotOf(path, encoding)
  const { tables } = await readCatalog(snapshot, QUIET)
  const database = snapshot.open()
  const found = await profileByPages(snapshot, database, tables, QUIET, 1)
  database.close()
  return found.map(
    (pages, index) =>
      pages &&
      tables[index]?.columns.filter((_, place) => pages.columns[place] !== null).map(({ name }) => name),
  )
}

const ORDINARY = `
  create table t (id integer primary key, day date, at datetime, price decimal(10, 2), ok boolean, note text, data blob);
  insert into t values (1, '2024-02-29', '2024-02-29 23:59:59.123Z', 9.95, 'true', 'nötig', x'00'),
                       (2, null, 1700000000, 1e3, 0, '', x'');
  create table k (a text, b text, primary key (b, a)) without rowid; insert into k values ('x', 'y')`

test('the pages tell of all that is ordinary', async () => {
  expect(await toldOf(await sqliteFromSql(ORDINARY))).toEqual([
    ['id', 'day', 'at', 'price', 'ok', 'note', 'data'],
    ['a', 'b'],
  ])
})

test('the pages do not tell of what only SQLite can', async () => {
  const path = await sqliteFromSql(`
    create table t (ordinary, nul text, broken text, json json, long numeric(20, 2), large numeric(10), stored as (1) stored, virtual as (1));
    insert into t (ordinary, nul, broken, json, long, large) values (1, char(0), cast(x'ff' as text), '[]', 0.5, 9223372036854775807);
    alter table t add column late default 5`)
  expect(await toldOf(path)).toEqual([['ordinary']])
})

test.each(['rowid, oid, _rowid_', 'k text collate mine, v text, primary key (v, k)'])(
  'a table (%s) is left to SQLite',
  async (columns) => {
    const isKeyed = columns.includes('primary key')
    const path =
      await sqliteFromSql(`create table t (${columns.replace('mine', 'nocase')})${isKeyed ? ' without rowid' : ''};
      pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'nocase', 'mine') where name = 't'`)
    expect(await toldOf(path)).toEqual([null])
  },
)

test('a table with a damaged page is left to SQLite, and the others are not', async () => {
  const path = await sqliteFromSql(`create table t (a); create table other (b); insert into other values (1);
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 9000) insert into t select 'row ' || i from n`)
  await destroyPage(path, { name: 't', kind: 'leaf' })
  expect(await toldOf(path)).toEqual([null, ['b']])
})

test('texts of two bytes a character are left to SQLite', async () => {
  const path = await sqliteFromSql(`pragma encoding = 'UTF-16le'; ${ORDINARY}`)
  expect(await toldOf(path, 'UTF-16le')).toEqual([null, null])
})

test('a file that has its newest pages in a log is left to SQLite', async () => {
  const path = await sqliteFromSql(ORDINARY)
  const writer = new Database(path)
  onTestFinished(() => void writer.close())
  writer.pragma('journal_mode = wal')
  writer.exec(`insert into k values ('in the', 'log')`)
  expect(await toldOf(path)).toEqual([null, null])
})
