import { closeSync, openSync } from 'node:fs'
import { open, readFile, writeFile } from 'node:fs/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite } from '../../../../src/engines/sqlite/open-sqlite.ts'
import { PageFile } from '../../../../src/engines/sqlite/pages/page-file.ts'
import { RowCursor } from '../../../../src/engines/sqlite/pages/row-cursor.ts'
import { type Branch, splitTree } from '../../../../src/engines/sqlite/pages/table-pages.ts'
import { UnexpectedPage } from '../../../../src/engines/sqlite/pages/unexpected-page.ts'
import { destroyPage, type Page } from '../../../support/damaged-page.ts'
import fc from '../../../support/fast-check.ts'
import { sqliteFromSql } from '../../../support/sqlite.ts'

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)'
const SMALL_PAGES = 'pragma page_size = 512;'
const TABLE = `${SMALL_PAGES} create table t (a integer primary key, b text, c blob);
  ${NUMBERS} insert into t select i * 3, 'row ' || i, iif(i = 7000, zeroblob(5000), null) from n`

function pagesOf(path: string): PageFile {
  const descriptor = openSync(path, 'r')
  onTestFinished(() => closeSync(descriptor))
  return new PageFile(descriptor)
}

function rootOf(path: string): number {
  const database = openSqlite(path)
  const root = database
    .prepare<[], bigint>(`select rootpage from sqlite_schema where name = 't'`)
    .pluck()
    .get()
  database.close()
  return Number(root)
}

/** The rowids of some trees, each with the lengths of its fields. */
function rowsOf(file: PageFile, branches: readonly Branch[]): readonly (readonly number[])[] {
  const cursor = new RowCursor(file, branches)
  const rows: number[][] = []
  while (cursor.nextRow()) {
    const row = [cursor.rowid ?? -1]
    while (cursor.nextField()) {
      cursor.readField()
      row.push(cursor.size)
    }
    rows.push(row)
  }
  return rows
}

test('the rows of a table come in their order, whole or in parts', async () => {
  const path = await sqliteFromSql(TABLE)
  const file = pagesOf(path)
  const rows = rowsOf(file, [rootOf(path)])
  expect(rows.length).toBe(20_000)
  expect(rows[0]).toEqual([3, 0, 5, 0])
  expect(rows[6999]).toEqual([21_000, 0, 8, 5000])
  for (const most of [1, 2, 7]) {
    const parts = splitTree(file, rootOf(path), most)
    expect(parts.length).toBeLessThanOrEqual(most)
    expect(parts.flatMap((branches) => rowsOf(file, branches))).toEqual(rows)
  }
})

test('a large table is split into as many parts as are wanted', async () => {
  const path = await sqliteFromSql(TABLE)
  const sizes = splitTree(pagesOf(path), rootOf(path), 4).map(
    (branches) => rowsOf(pagesOf(path), branches).length,
  )
  expect(sizes.length).toBe(4)
  expect(Math.max(...sizes)).toBeLessThan(2 * Math.min(...sizes))
})

/** The first field of each row, which is a text. */
function textsOf(file: PageFile, branches: readonly Branch[]): readonly string[] {
  const cursor = new RowCursor(file, branches)
  const texts: string[] = []
  while (cursor.nextRow() && cursor.nextField()) {
    cursor.readField()
    texts.push(cursor.bytes.toString('utf8', cursor.at, cursor.at + cursor.size))
  }
  return texts
}

test('the rows of a table WITHOUT ROWID come in their order too, those between its leaves among them', async () => {
  const path = await sqliteFromSql(`${SMALL_PAGES} create table t (k text primary key, v) without rowid;
    ${NUMBERS} insert into t select 'key ' || i, i from n`)
  const keys = Array.from({ length: 20_000 }, (_, index) => `key ${index + 1}`).toSorted()
  expect(textsOf(pagesOf(path), [rootOf(path)])).toEqual(keys)
  for (const most of [1, 2, 4, 7]) {
    const parts = splitTree(pagesOf(path), rootOf(path), most).map((branches) =>
      textsOf(pagesOf(path), branches),
    )
    expect(parts.flat()).toEqual(keys)
    expect(parts.length).toBe(most)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan((2 * 20_000) / most)
  }
})

test.each<[string, Page]>([
  ['a leaf', { name: 't', kind: 'leaf' }],
  ['the last leaf', { name: 't', kind: 'leaf', place: 1 }],
  ['a page between', { name: 't', kind: 'internal' }],
  ['the root', { name: 't', kind: 'internal', place: 0 }],
  ['an overflow page in the middle of a value', { name: 't', kind: 'overflow' }],
])('%s that is damaged is noticed', async (_, page) => {
  const path = await sqliteFromSql(TABLE)
  await destroyPage(path, page)
  expect(() => rowsOf(pagesOf(path), [rootOf(path)])).toThrow(UnexpectedPage)
})

test('a file that ends too early is noticed', async () => {
  const path = await sqliteFromSql(TABLE)
  const root = rootOf(path)
  const file = await open(path, 'r+')
  await file.truncate(100 * 512)
  await file.close()
  expect(() => rowsOf(pagesOf(path), [root])).toThrow(UnexpectedPage)
})

test('a tree that leads back to itself ends', async () => {
  const path = await sqliteFromSql(TABLE)
  const root = rootOf(path)
  const file = await open(path, 'r+')
  const child = Buffer.alloc(4)
  child.writeUInt32BE(root)
  await file.write(child, 0, 4, (root - 1) * 512 + 8)
  await file.close()
  expect(() => rowsOf(pagesOf(path), [root])).toThrow(UnexpectedPage)
})

test('rows out of their order are noticed', async () => {
  const path = await sqliteFromSql(`create table t (a, b); insert into t values (1, 2), (3, 4)`)
  const root = rootOf(path)
  const file = await open(path, 'r+')
  const pointers = Buffer.alloc(4)
  await file.read(pointers, 0, 4, (root - 1) * 4096 + 8)
  await file.write(pointers.swap32().swap16(), 0, 4, (root - 1) * 4096 + 8)
  await file.close()
  expect(() => rowsOf(pagesOf(path), [root])).toThrow(UnexpectedPage)
})

test('a value that would reach beyond its row is noticed', async () => {
  const path = await sqliteFromSql(`create table t (a); insert into t values ('text')`)
  const root = rootOf(path)
  const file = await open(path, 'r+')
  const page = Buffer.alloc(4096)
  await file.read(page, 0, 4096, (root - 1) * 4096)
  // the serial type of a text of four bytes
  page[page.lastIndexOf(21)] = 121
  await file.write(page, 0, 4096, (root - 1) * 4096)
  await file.close()
  expect(() => rowsOf(pagesOf(path), [root])).toThrow(UnexpectedPage)
})

test('a file that is no database is noticed', async () => {
  const path = await sqliteFromSql(TABLE)
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(100), 0, 100, 0)
  await file.close()
  expect(() => pagesOf(path)).toThrow(UnexpectedPage)
})

test('whatever a file holds, a cursor ends or tells that it is not as expected', async () => {
  const path = await sqliteFromSql(`${SMALL_PAGES} create table t (a integer primary key, b text, c real);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
    insert into t select i, printf('%.*c', i * 7 % 900, 'x'), i / 8.0 from n`)
  const root = rootOf(path)
  const sound = await readFile(path)
  const damages = fc.array(fc.tuple(fc.nat(sound.length - 101), fc.nat(255)), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(damages, async (bytes) => {
      const damaged = Buffer.from(sound)
      for (const [place, byte] of bytes) damaged[100 + place] = byte
      await writeFile(path, damaged)
      try {
        expect(rowsOf(pagesOf(path), [root]).length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(UnexpectedPage)
      }
    }),
    { numRuns: 300 },
  )
})
