import { describe, expect, it } from 'vitest'
import { leaveOutColumns, lostWith } from '../../../src/stages/catalog/leave-out-columns.ts'
import { readCatalog } from '../../../src/stages/catalog/read-catalog.ts'
import { destroyPage } from '../../support/damaged-page.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'
import { catalogOf, only, QUIET, snapshotOf } from './read-from.ts'

const NUMBERS = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)'

describe('a damaged database', () => {
  it('is profiled up to the page that cannot be read', async () => {
    const path = await sqliteFromSql(`pragma page_size = 4096; create table t (a); create table other (b);
      ${NUMBERS} insert into t select 'row ' || i from n; insert into other values (1)`)
    await destroyPage(path, { name: 't', kind: 'leaf' })
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
    await destroyPage(path, { name: 't', kind: 'leaf', place: 1 })
    const { tables } = await readCatalog(snapshotOf(path), QUIET)
    expect(only(tables).rowCount).toBeGreaterThan(19_000)
    expect(only(tables).rowCount).toBeLessThan(20_000)
  })

  it('is profiled without the row whose overflow pages are gone', async () => {
    const path = await sqliteFromSql(`pragma page_size = 4096; create table t (a integer primary key, b);
      ${NUMBERS} insert into t select i, case when i = 7000 then hex(zeroblob(10000)) else 'x' end from n`)
    await destroyPage(path, { name: 't', kind: 'overflow' })
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
    expect(only(tables)).toMatchObject({ rowCount: 1, columns: [{ collation: 'MINE' }] })
    const { remedy, ...found } = only(issues)
    expect(found).toMatchObject({ code: 'source-read-failed', table: 't', rows: 1 })
    expect(found.message).toContain('MINE, a collation that only the application has')
    expect(remedy).not.toMatch(/recover|writable_schema/)
  })

  it('makes a WITHOUT ROWID table unreadable that has such a collation beside its key', async () => {
    const sql = `
      create table t (a, b, c text, d text, primary key (a, b)) without rowid; create unique index f on t (c, a);
      ${NUMBERS} insert into t select i, 0, 'row ' || i, 'x' from n;
      pragma writable_schema = on;
      update sqlite_schema set sql = replace(sql, 'c text, d text', 'c text collate "mine", d text COLLATE Mine') where name = 't';
      pragma writable_schema = reset;`
    const { tables, issues } = await catalogOf(sql)
    expect(only(tables).rowCount).toBe(20_000)
    const { message, remedy } = only(issues)
    expect(message).toBe(
      'SQLite cannot read table t with its 20,000 rows outside of the application: it is WITHOUT ROWID, and c compares by MINE, a collation that only the application has',
    )
    const script = /`(pragma .*)`/.exec(remedy)?.[1] ?? ''
    const mended = await catalogOf(`${sql} ${script}`)
    expect(mended.issues).toEqual([])
    expect(only(mended.tables)).toMatchObject({ rowCount: 20_000, columns: { length: 4 } })
  })

  it('leaves a generated column out and says so', async () => {
    const { tables, issues } =
      await catalogOf(`create table t (a, b as (abs(a))); insert into t (a) values (1);
      pragma writable_schema = on; update sqlite_schema set sql = replace(sql, 'abs', 'mine') where name = 't'`)
    expect(only(tables)).toMatchObject({ rowCount: 1, columns: [{ name: 'a', profile: { integers: 1 } }] })
    expect(only(issues)).toMatchObject({
      code: 'source-read-failed',
      table: 't',
      column: 'b',
      message:
        'SQLite cannot compute the generated column t.b: unknown function: mine(); it is left out of the target',
    })
  })
})

describe('a generated column that fails on a value', () => {
  it.each([
    ["json_extract(a, '$.x')", `'{"x":1}'`, `'secret'`, 'malformed JSON'],
    ['abs(a)', '-7', '-9223372036854775808', 'integer overflow'],
    ['json_extract(\'{"x":1}\', a)', `'$.x'`, `'secret'`, 'bad JSON path'],
    ['zeroblob(a)', '3', '3000000000', 'string or blob too big'],
  ])('%s costs no row, and no other column', async (expression, good, bad, reason) => {
    const { tables, issues } = await catalogOf(`
      create table t (id integer primary key, a);
      ${NUMBERS} insert into t (a) select iif(i = 15000, ${bad}, ${good}) from n;
      alter table t add column g as (${expression}); alter table t add column h as (coalesce(a, '') || '!')`)
    const table = only(tables)
    expect(table.rowCount).toBe(20_000)
    expect(table.columns.map(({ name, profile }) => [name, profile.integers + profile.texts])).toEqual([
      ['id', 20_000],
      ['a', 20_000],
      ['h', 20_000],
    ])
    const { message, remedy, ...found } = only(issues)
    expect(found).toMatchObject({ code: 'source-read-failed', table: 't', column: 'g', rows: 0 })
    expect(message).toBe(
      `SQLite cannot compute the generated column t.g: ${reason}; it is left out of the target`,
    )
    expect(remedy).toContain('`alter table "t" drop column "g"`')
    expect(remedy).not.toContain('recover')
  })

  it('takes with it what is declared over it, by name', async () => {
    const { tables, issues } = await catalogOf(`
      create table p (k unique);
      create table t (id integer primary key, a, g as (json_extract(a, '$.x')) unique references p (k),
                      check (g is null or a <> ''), check (a <> 'x'));
      create index by_g on t (a, g); create index by_a on t (a); create index some on t (a) where abs("G") > 1`)
    expect(issues).toEqual([])
    expect(tables[1]?.indexes).toHaveLength(3)
    const whole = tables[1]
    if (whole === undefined) throw new Error('no table')
    expect(leaveOutColumns(whole, ['g'])).toMatchObject({
      columns: [{ name: 'id' }, { name: 'a' }],
      uniques: [],
      indexes: [{ name: 'by_a' }],
      checks: [{ expression: `a <> 'x'` }],
      foreignKeys: [],
    })
    expect(lostWith(whole, 'g')).toEqual([
      'UNIQUE (g)',
      'index by_g',
      'index some',
      `CHECK (g is null or a <> '')`,
      'FOREIGN KEY (g)',
    ])
  })
})
