import { describe, expect, it } from 'vitest'
import { readVirtualTable } from '../../../src/stages/catalog/read-virtual-table.ts'
import { catalogOf, only } from './read-from.ts'

describe('virtual tables', () => {
  it.each([
    ['fts3(body)', 'fts3', ['v_content', 'v_segments', 'v_segdir']],
    ['fts4(body)', 'fts4', ['v_content', 'v_segments', 'v_segdir', 'v_docsize', 'v_stat']],
    ['FTS5(body)', 'fts5', ['v_data', 'v_idx', 'v_content', 'v_docsize', 'v_config']],
    ['rtree(id, a, b)', 'rtree', ['v_rowid', 'v_node', 'v_parent']],
    ['rtree_i32(id, a, b)', 'rtree_i32', ['v_rowid', 'v_node', 'v_parent']],
    ['geopoly(a)', 'geopoly', ['v_rowid', 'v_node', 'v_parent']],
    ['fts5vocab(nowhere, row)', 'fts5vocab', []],
  ])('of %s are not migrated, nor is what lies behind them', async (using, module, shadowTables) => {
    const catalog = await catalogOf(`create table plain (a); create virtual table "v" using ${using}`)
    expect(catalog.tables.map(({ name }) => name)).toEqual(['plain'])
    expect(catalog.issues).toEqual([])
    const table = only(catalog.virtualTables)
    expect(table).toMatchObject({ name: 'v', module })
    expect([...table.shadowTables].sort()).toEqual([...shadowTables].sort())
  })

  it('leave alone what merely looks like a part of them', async () => {
    const { tables } = await catalogOf(`
      create table notes (a); create table notes_content (a); create table notes_data (a);
      create virtual table v using fts5(body); create table v_extra (a); create table vdata (a); create table w_data (a)`)
    expect(tables.map(({ name }) => name)).toEqual([
      'notes',
      'notes_content',
      'notes_data',
      'v_extra',
      'vdata',
      'w_data',
    ])
  })

  it('leave alone a table of the user that holds the content of a full-text index', async () => {
    const { tables, virtualTables } = await catalogOf(`
      create table docs_content (id integer primary key, body); insert into docs_content values (1, 'x');
      create virtual table docs using fts5(body, content='docs_content', content_rowid = id)`)
    expect(tables.map(({ name, rowCount }) => [name, rowCount])).toEqual([['docs_content', 1]])
    expect(only(virtualTables).shadowTables).not.toContain('docs_content')
  })

  it('are recognised without their module', async () => {
    const { tables, virtualTables, issues } = await catalogOf(`
      create table plain (a); create table words_vocab (a);
      pragma writable_schema = on;
      insert into sqlite_schema values
        ('table', 'words', 'words', 0, 'CREATE VIRTUAL TABLE words USING spellfix1'),
        ('table', 'shapes', 'shapes', 0, 'CREATE VIRTUAL TABLE "shapes" USING /* ( */ VirtualShape(''x.shp'', ''UTF-8'')')`)
    expect(virtualTables).toMatchObject([
      { name: 'words', module: 'spellfix1', shadowTables: ['words_vocab'] },
      { name: 'shapes', module: 'virtualshape', shadowTables: [] },
    ])
    expect(tables.map(({ name }) => name)).toEqual(['plain'])
    expect(issues).toEqual([])
  })

  it.each([
    ['fts4(body)', "insert into v (body) values ('a'), ('b')", 2],
    ['fts5(body)', "insert into v (body) values ('a'), ('b')", 2],
    ['fts5(body)', '', 0],
    ["fts5(body, content='')", "insert into v (rowid, body) values (1, 'a')", 0],
    ["fts5(body, content='plain')", "insert into v (rowid, body) values (1, 'a')", 0],
    ['rtree(id, a, b)', 'insert into v values (1, 2, 3), (2, 3, 4), (3, 4, 5)', 3],
    ['geopoly(a)', "insert into v (_shape) values ('[[0,0],[1,0],[0,1],[0,0]]')", 1],
  ])('of %s after %s have %d rows that no other table has', async (using, insert, ownRows) => {
    const { virtualTables } = await catalogOf(`
      create table plain (id integer primary key, body);
      create virtual table v using ${using}; ${insert}`)
    expect(only(virtualTables)).toMatchObject({ ownRows, readable: true })
  })

  it.each([
    ['rtree_wells_geom', 'all of its rows are rows of the table', '(1, 0, 0)', 0],
    ['RTREE_Wells_Geom', 'one is not', '(1, 0, 0), (9, 0, 0)', 1],
    ['rtree_wells_other', 'the table has no such column', '(1, 0, 0)', 1],
  ])('of a GeoPackage index a table: of %s, %s', async (name, _, rows, ownRows) => {
    const { virtualTables } = await catalogOf(`
      create table wells (fid integer primary key, geom blob);
      insert into wells values (1, x'00');
      create virtual table ${name} using rtree(id, minx, maxx); insert into ${name} values ${rows}`)
    expect(only(virtualTables)).toMatchObject({ ownRows, readable: true })
  })

  it('have rows of their own also where their module is not there', async () => {
    const { virtualTables } = await catalogOf(`
      create table words_vocab (a); insert into words_vocab values (1), (2);
      pragma writable_schema = on;
      insert into sqlite_schema values ('table', 'words', 'words', 0, 'CREATE VIRTUAL TABLE words USING spellfix1')`)
    expect(only(virtualTables)).toMatchObject({ ownRows: 2, readable: false })
  })

  it('may have a definition that cannot be read', () => {
    const table = { type: 'table', name: 'v', tableName: 'v', sql: 'nonsense' } as const
    expect(readVirtualTable(table, ['v_data'])).toMatchObject({ module: '', shadowTables: [] })
  })
})
