import { describe, expect, test } from 'vitest'
import { openSqlite, type SqliteDatabase } from '../../../src/engines/sqlite/open-sqlite.ts'
import { ALL_ROWS, RowChunks, type RowRange } from '../../../src/engines/sqlite/row-chunks.ts'
import { splitTable } from '../../../src/engines/sqlite/split-table.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000)'
const MOST = 4

const TABLES = [
  ['rowids', 'create table t (a)', `select i from n`, ['rowid']],
  ['rowids with gaps', 'create table t (a integer primary key)', 'select (i * i) - 900000000 from n', ['a']],
  [
    'two texts, of which the first is often the same',
    'create table t (a text collate nocase, b text, primary key (a, b)) without rowid',
    `select char(97 + i % 2), 'b' || i from n`,
    ['a', 'b'],
  ],
  [
    'all kinds of values',
    'create table t (a primary key) without rowid',
    `select case i % 4 when 0 then i when 1 then i / 7.0 when 2 then 'é' || i else cast(i as blob) end from n`,
    ['a'],
  ],
] as const

async function withTable<T>(create: string, rows: string, use: (database: SqliteDatabase) => T): Promise<T> {
  const database = openSqlite(await sqliteFromSql(`${create}; insert into t ${NUMBERS} ${rows}`))
  try {
    return use(database)
  } finally {
    database.close()
  }
}

/** The rows of each range, chunk by chunk. */
function countRows(
  database: SqliteDatabase,
  ranges: readonly RowRange[],
  key: readonly string[],
  isRowid: boolean,
): readonly number[] {
  return ranges.map((range) => {
    const chunks = new RowChunks(database, { name: 't', key, isRowid }, range)
    let rows = 0
    for (let chunk = chunks.next(null, 700); ; chunk = chunks.next(chunk.last, 700)) {
      const count = database.prepare(`select count(*) from t not indexed where ${chunk.condition}`).pluck()
      rows += Number(count.get(...chunk.values))
      if (chunk.last === null) return rows
    }
  })
}

describe.each(TABLES)('ordered by %s', (_, create, rows, key) => {
  const isRowid = !create.includes('without rowid')

  test('each row is in one range', async () => {
    const counts = await withTable(create, rows, (database) =>
      countRows(database, splitTable(database, { name: 't', key, isRowid }, MOST), key, isRowid),
    )
    expect(counts).toHaveLength(MOST)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(50_000)
    if (!isRowid) expect(counts).toEqual([12_501, 12_501, 12_501, 12_497])
  })

  test('a few rows are not split', async () => {
    const few = `${rows} limit 15000`
    const ranges = await withTable(create, few, (database) =>
      splitTable(database, { name: 't', key, isRowid }, MOST),
    )
    expect(ranges).toHaveLength(create.includes('integer primary key') ? MOST : 1)
  })
})

test('a table without an order is not split', async () => {
  const ranges = await withTable('create table t (a)', 'select i from n', (database) =>
    splitTable(database, { name: 't', key: [], isRowid: false }, MOST),
  )
  expect(ranges).toEqual([ALL_ROWS])
})
