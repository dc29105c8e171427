import { closeSync, openSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../../../src/engines/sqlite/open-sqlite.ts'
import { PageFile } from '../../../../src/engines/sqlite/pages/page-file.ts'
import { readRoots } from '../../../../src/engines/sqlite/pages/record-layout.ts'
import { sameRows, type Tree } from '../../../../src/engines/sqlite/pages/same-rows.ts'
import fc from '../../../support/fast-check.ts'
import { sqliteFromSql } from '../../../support/sqlite.ts'

async function treeOf(sql: string): Promise<Tree> {
  const path = await sqliteFromSql(sql)
  const descriptor = openSync(path, 'r')
  onTestFinished(() => closeSync(descriptor))
  const database = openSqlite(path)
  const root = readRoots(database).get('t') ?? 0
  database.close()
  return { file: new PageFile(descriptor), root }
}

async function compare(one: string, other: string): Promise<number | null> {
  return sameRows(await treeOf(one), await treeOf(other))
}

const ROWS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000)'
const TABLE = `pragma page_size = 512; create table t (a integer primary key, b text, c blob);
  ${ROWS} insert into t select i * 2, 'row ' || i, iif(i % 500 = 0, zeroblob(i), null) from n;`

describe('the rows of two tables', () => {
  test.each([
    ['where the tree lies elsewhere in the file', `create table other (x); insert into other values (1);`],
    ['where the pages have another size', 'pragma page_size = 4096;'],
  ])('are the same %s', async (_, before) => {
    expect(await compare(TABLE, `${before} ${TABLE}`)).toBe(3000)
  })

  test('are the same where rows have come and gone', async () => {
    const moved = `${TABLE} insert into t values (1, 'gone', zeroblob(9000)); delete from t where a = 1; vacuum;`
    expect(await compare(TABLE, moved)).toBe(3000)
  })

  test.each([
    `update t set b = 'row 9' where a = 2`,
    `update t set b = null where a = 6000`,
    `update t set b = cast(b as blob) where a = 3000`,
    `update t set c = substr(c, 1, 2999) || x'01' where a = 6000`,
    'update t set a = 1 where a = 2',
    'update t set a = 6001 where a = 6000',
    'delete from t where a = 2',
    'delete from t where a = 6000',
    `insert into t values (3, 'new', null)`,
    `insert into t values (6001, 'new', null)`,
    'delete from t',
  ])('are not after %s', async (damage) => {
    expect(await compare(TABLE, `${TABLE} ${damage}`)).toBeNull()
    expect(await compare(`${TABLE} ${damage}`, TABLE)).toBeNull()
  })

  test('of tables WITHOUT ROWID are told where the trees are of one shape', async () => {
    const table = `pragma page_size = 512; create table t (k text primary key, v) without rowid;
      ${ROWS} insert into t select printf('%06d', i), i from n;`
    expect(await compare(table, table)).toBe(3000)
    expect(await compare(table, `${table} update t set v = 0 where k = '001500'`)).toBeNull()
  })

  test('are the same only if SQLite says so', async () => {
    const value = fc.oneof(
      fc.constant('null'),
      fc.integer({ min: -200, max: 200 }).map(String),
      fc.constantFrom(
        '1.0',
        '1',
        '0.0',
        '-0.0',
        `'1'`,
        `x'31'`,
        `''`,
        `x''`,
        '0',
        '9007199254740993',
        '1e300',
      ),
      fc.integer({ min: 0, max: 900 }).map((length) => `zeroblob(${length})`),
    )
    const rows = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 })
    const script = (list: readonly (readonly [string, string])[]) =>
      `pragma page_size = 512; create table t (a, b);
       ${list.map(([a, b]) => `insert into t values (${a}, ${b});`).join('\n')}`
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(), value, async (one, place, cell) => {
        const row = place % one.length
        const other = one.map(([a, b], index) => (index === row ? ([a, cell] as const) : ([a, b] as const)))
        const isSame = spelled(one[row]?.[1] ?? '') === spelled(cell)
        expect(await compare(script(one), script(other))).toBe(isSame ? one.length : null)
      }),
      {
        numRuns: 80,
        examples: [
          [[['1', '0.0']], 0, '-0.0'],
          [[['1', '0.0']], 0, '0'],
          [[['1', `x''`]], 0, 'zeroblob(0)'],
        ],
      },
    )
  })
})

/** Of two spellings that are the same value. */
function spelled(value: string): string {
  return value === 'zeroblob(0)' ? `x''` : value
}
