import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { CopyWriter } from '../../../src/stages/readiness/rollback/copy-writer.ts'
import { knownOf } from '../../../src/stages/readiness/rollback/spelling.ts'
import { type Migrated, withMigrated } from '../../support/migrate.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

/** Writes the only table back by its pages, after `change` in the target. Tells by which COPY, and what the file holds then. */
async function writtenBack(sql: string, change = 'select 1') {
  const path = join(await temporaryDirectory(), 'copy.sqlite')
  return await withMigrated(sql, async ({ snapshot, catalog, plan, database }: Migrated) => {
    const [table] = plan.tables
    if (table === undefined) throw new TypeError('there is no table')
    const writer = new CopyWriter(snapshot.path, path, [table.source])
    await writer.createTables()
    const connection = await database.connect()
    await connection.query(change)
    const copySql = writer.beginTable(table, knownOf(catalog, table), true)
    for await (const piece of connection.copyOut(copySql)) writer.write(piece)
    await connection.close()
    const isWritten = writer.endTable(table.source)
    await writer.finish([])
    const copy = new Database(path, { readonly: true })
    const rows = copy.prepare(`select * from t`).raw().all()
    const counters = copy.prepare(`select name from sqlite_schema where name = 'sqlite_sequence'`).get()
    const counter =
      counters === undefined ? null : copy.prepare('select seq from sqlite_sequence').pluck().get()
    const check = copy.pragma('integrity_check', { simple: true })
    copy.close()
    return { byPages: copySql.includes('format binary'), isWritten, rows, counter, check }
  })
}

const ROWS = `insert into t values (1, 'a'), (2, 'b'), (5, 'c')`
const WRITTEN = [
  [1, 'a'],
  [2, 'b'],
  [5, 'c'],
]

describe('a table that is written back', () => {
  it.each([
    ['of usual columns', 'create table t (id integer primary key, v text)'],
    ['with indexes behind its keys', 'create table t (id int primary key, v text unique)'],
    ['with an index', 'create table t (id integer primary key, v text); create index i on t (v)'],
  ])('goes by its pages %s', async (_, definition) => {
    expect(await writtenBack(`${definition}; ${ROWS}`)).toEqual({
      byPages: true,
      isWritten: true,
      rows: WRITTEN,
      counter: null,
      check: 'ok',
    })
  })

  it('goes by its pages with AUTOINCREMENT, and its counter stands at its last row', async () => {
    const sql = `create table t (id integer primary key autoincrement, v text); ${ROWS}`
    expect(await writtenBack(sql)).toMatchObject({ byPages: true, rows: WRITTEN, counter: 5, check: 'ok' })
  })

  it.each([
    ['WITHOUT ROWID', 'create table t (id integer primary key, v text) without rowid'],
    ['STRICT', 'create table t (id integer primary key, v text) strict'],
    [
      'with texts of another encoding',
      `pragma encoding = 'UTF-16le'; create table t (id integer primary key, v text)`,
    ],
    [
      'in a file that keeps a map of its pages',
      'pragma auto_vacuum = full; create table t (id integer primary key, v text)',
    ],
  ])('is left to SQLite %s', async (_, definition) => {
    expect(await writtenBack(`${definition}; ${ROWS}`)).toMatchObject({
      byPages: false,
      isWritten: true,
      rows: WRITTEN,
      check: 'ok',
    })
  })

  it('is left to SQLite with a column that SQLite computes', async () => {
    const sql = `create table t (id integer primary key, v text, w text generated always as (v || id) stored);
      insert into t (id, v) values (1, 'a')`
    expect(await writtenBack(sql)).toMatchObject({ byPages: false, rows: [[1, 'a', 'a1']] })
  })

  it.each([
    [
      'NULL where there must be a value',
      `alter table t alter v drop not null; update t set v = null where id = 5`,
    ],
    ['rows in another order', `update t set v = v where id = 1`],
    ['a key twice', `alter table t drop constraint t_v_key; update t set v = 'a' where id = 5`],
  ])('is given to SQLite once more with %s', async (_, change) => {
    const sql = `create table t (id integer primary key, v text not null unique); ${ROWS}`
    expect(await writtenBack(sql, change)).toMatchObject({
      byPages: true,
      isWritten: false,
      rows: [],
      check: 'ok',
    })
  })

  it('is given to SQLite once more with a text that its column would make a number of', async () => {
    const sql = `create table t (id integer primary key, v); insert into t values (1, 'a'), (2, '5 apples')`
    expect(await writtenBack(sql)).toMatchObject({ byPages: true, isWritten: true })
    const numeric = sql.replace('v)', 'v datetime)')
    expect(await writtenBack(numeric)).toMatchObject({ byPages: true, isWritten: true })
    expect(await writtenBack(numeric, `update t set v = '5' where id = 2`)).toMatchObject({
      isWritten: false,
    })
  })
})
