import { describe, expect, it } from 'vitest'
import { unmigratedObjects } from '../../../src/stages/target/unmigrated-objects.ts'
import { catalogOf, only } from '../catalog/read-from.ts'

async function issueOf(sql: string) {
  const [part] = unmigratedObjects(await catalogOf(sql))
  return only(part?.issues ?? []).issue
}

/** The script that a remedy names. */
function scriptOf(remedy: string): string {
  return /`(create .*)`/.exec(remedy)?.[1] ?? ''
}

describe('a virtual table', () => {
  it.each([
    ['fts3(title, body)', `insert into "my notes" values ('a', 'b'), ('c', 'd')`, ['id', 'title', 'body']],
    ['fts5(title, body)', `insert into "my notes" values ('a', 'b'), ('c', 'd')`, ['id', 'title', 'body']],
    ['rtree(id, low, high)', 'insert into "my notes" values (1, 2, 3), (2, 3, 4)', ['id', 'low', 'high']],
  ])('of %s with rows of its own loses them, and its remedy keeps them', async (using, insert, columns) => {
    const sql = `create virtual table "my notes" using ${using}; ${insert};`
    const found = await issueOf(sql)
    expect(found).toMatchObject({ code: 'virtual-table-not-migrated', priority: 'HIGH', rows: 2 })
    expect(found.message).toMatch(/; it stores 2 rows of its own, which are not migrated$/)
    const { tables, virtualTables } = await catalogOf(`${sql} ${scriptOf(found.remedy)}`)
    expect(virtualTables).toEqual([])
    expect(only(tables)).toMatchObject({ name: 'my notes_rows', rowCount: 2 })
    expect(only(tables).columns.map(({ name }) => name)).toEqual(columns)
  })

  it.each([
    ['fts5(body)', ''],
    [`fts5(body, content='')`, `insert into v (rowid, body) values (1, 'a')`],
    [`fts5(body, content='plain')`, `insert into v (rowid, body) values (1, 'a')`],
  ])('of %s without rows of its own is an index', async (using, insert) => {
    const found = await issueOf(`
      create table plain (id integer primary key, body); create virtual table v using ${using}; ${insert}`)
    expect(found).toMatchObject({ code: 'virtual-table-not-migrated', priority: 'MED', rows: 0 })
    expect(scriptOf(found.remedy)).toBe('')
  })

  it('whose module is not there is left to the application', async () => {
    const found = await issueOf(`
      create table words_vocab (a); insert into words_vocab values (1);
      pragma writable_schema = on;
      insert into sqlite_schema values ('table', 'words', 'words', 0, 'CREATE VIRTUAL TABLE words USING spellfix1')`)
    expect(found).toMatchObject({ priority: 'HIGH', rows: 1 })
    expect(found.message).toMatch(/; it stores 1 row of its own, which is not migrated$/)
    expect(found.remedy).toContain('in the application, which has spellfix1')
  })
})
