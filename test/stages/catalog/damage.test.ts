import { open } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { catalogOf, only, QUIET, snapshotOf } from './read-from.ts'

const NUMBERS = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)'

/** Overwrites one page with 0xff. */
async function destroyPage(path: string, page: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, (page - 1) * 4096)
  await file.close()
}

/** A page of the kind of the table t; 0 is its first, 1 its last. */
function findPage(path: string, kind: string, place = 0.5): number {
  const database = openSqlite(path)
  const pages = database
    .prepare<[string], { page: bigint }>(
      `select pageno as page from dbstat where name = 't' and pagetype = ? order by path`,
    )
    .all(kind)
  database.close()
  return Number(pages[Math.floor((pages.length - 1) * place)]?.page ?? 0)
}

describe('a damaged database', () => {
  it('is profiled up to the page that cannot be read', async () => {
    const path = await sqliteFromSql(`pragma page_size = 4096; create table t (a); create table other (b);
      ${NUMBERS} insert into t select 'row ' || i from n; insert into other values (1)`)
    await destroyPage(path, findPage(path, 'leaf'))
    const { tables, issues } = await readCatalog(snapshotOf(path), QUIET)
    const [t, other] = tables
    expect(other?.rowCount).toBe(1)
    expect(t?.rowCount).toBeGreaterThan(5000)
    expect(t?.rowCount).toBeLessThan(20000)
    expect(t?.columns[0]?.profile.texts).toBe(t?.rowCount)
    expect(only(issues)).toMatchObject({ code: 'source-read-failed', table: 't' })
  })

  it('is profiled up to its last page, where that is the one', async () => {
    const path = await sqliteFromSql(`pragma page_size = 4096; create table t (a integer primary key, b);
      ${NUMBERS} insert into t select i, 'row ' || i from n`)
    await destroyPage(path, findPage(path, 'leaf', 1))
    const { tables } = await readCatalog(snapshotOf(path), QUIET)
    expect(only(tables).rowCount).toBeGreaterThan(19_000)
    expect(only(tables).rowCount).toBeLessThan(20_000)
  })

  it('is profiled without the row whose overflow pages are gone', async () => {
    const path = await sqliteFromSql(`pragma page_size = 4096; create table t (a integer primary key, b);
      ${NUMBERS} insert into t select i, case when i = 7000 then hex(zeroblob(10000)) else 'x' end from n`)
    await destroyPage(path, findPage(path, 'overflow'))
    const { tables, issues } = await readCatalog(snapshotOf(path), QUIET)
    expect(only(tables).rowCount).toBe(19_999)
    expect(only(issues)).toMatchObject({ code: 'source-read-failed', table: 't', rows: 1 })
  })
})

describe('a definition that needs the application', () => {
  it('makes a table unreadable whose rows are ordered by a collation of its own', async () => {
    const { tables, issues } = await catalogOf(`
      create table t (c text, primary key (c)) without rowid; insert into t values ('x'); pragma writable_schema = on;
      update sqlite_schema set sql = replace(sql, 'c text', 'c text collate mine') where name = 't'`)
    expect(only(tables)).toMatchObject({ rowCount: 0, columns: [{ collation: 'MINE' }] })
    expect(only(issues)).toMatchObject({ code: 'source-read-failed', table: 't' })
  })

  it('leaves a generated column unread and says so', async () => {
    const { tables, issues } =
      await catalogOf(`create table t (a, b as (abs(a))); insert into t (a) values (1);
      pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'abs', 'mine') where name = 't'`)
    expect(only(tables)).toMatchObject({
      rowCount: 1,
      columns: [{ profile: { integers: 1 } }, { profile: { integers: 0, nulls: 0 } }],
    })
    expect(only(issues)).toMatchObject({ code: 'source-read-failed', table: 't', column: 'b' })
  })
})
