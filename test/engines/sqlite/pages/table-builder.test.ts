import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { PageFile } from '../../../../src/engines/sqlite/pages/page-file.ts'
import { RecordBuilder } from '../../../../src/engines/sqlite/pages/record-builder.ts'
import { readRoots } from '../../../../src/engines/sqlite/pages/record-layout.ts'
import { RowCursor } from '../../../../src/engines/sqlite/pages/row-cursor.ts'
import { sameRows } from '../../../../src/engines/sqlite/pages/same-rows.ts'
import { TableBuilder } from '../../../../src/engines/sqlite/pages/table-builder.ts'
import { UnexpectedPage } from '../../../../src/engines/sqlite/pages/unexpected-page.ts'
import fc from '../../../support/fast-check.ts'
import { sqliteFromSql } from '../../../support/sqlite.ts'

type Value = null | bigint | number | string | Uint8Array
interface Row {
  readonly rowid: bigint
  readonly values: readonly Value[]
}

const COLUMNS = ['a', 'b', 'c'] as const
const TABLE = 'create table t (a, b, c)'

function opened(path: string, flags: 'r' | 'r+'): number {
  const file = openSync(path, flags)
  onTestFinished(() => closeSync(file))
  return file
}

function rootOf(path: string): number {
  const database = new Database(path, { readonly: true })
  database.defaultSafeIntegers(true)
  const root = readRoots(database).get('t') ?? 0
  database.close()
  return root
}

function builderOf(path: string): TableBuilder {
  return new TableBuilder(opened(path, 'r+'), rootOf(path))
}

function addRow(builder: TableBuilder, record: RecordBuilder, { rowid, values }: Row): void {
  record.begin()
  for (const value of values) {
    if (value === null) record.addNull()
    else if (typeof value === 'bigint') record.addLong(value)
    else if (typeof value === 'number') record.addDouble(value)
    else {
      const bytes = Buffer.from(value)
      record.addBytes(bytes, 0, bytes.length, typeof value === 'string')
    }
  }
  record.end()
  builder.add(Number(rowid), record.bytes, record.length)
}

/** Writes the rows of `t` in one file, as SQLite reads them, into the empty `t` of another. */
async function copyOf(path: string, before = ''): Promise<string> {
  const copy = await sqliteFromSql(`${before}; ${TABLE}; create table after (x)`)
  const source = new Database(path, { readonly: true })
  source.defaultSafeIntegers(true)
  const builder = builderOf(copy)
  const record = new RecordBuilder(COLUMNS.length)
  for (const [rowid, ...values] of source
    .prepare<[], [bigint, ...Value[]]>(`select rowid, a, b, c from t order by rowid`)
    .raw()
    .iterate()) {
    addRow(builder, record, { rowid, values })
  }
  builder.finish()
  source.close()
  return copy
}

/** How many rows both files have, byte for byte; null where they differ. */
function countSame(path: string, copy: string): number | null {
  const [one, other] = [path, copy].map((each) => ({
    file: new PageFile(opened(each, 'r')),
    root: rootOf(each),
  }))
  return one === undefined || other === undefined ? null : sameRows(one, other)
}

/** What SQLite says to a file, and to one row more in it. */
function judge(copy: string): readonly unknown[] {
  const database = new Database(copy)
  const check = () => database.pragma('integrity_check', { simple: true })
  const before = check()
  database.exec(`insert into t values (1, 'one more', null); insert into after select 1 from t`)
  const after = check()
  database.close()
  return [before, after]
}

const NUMBERS = 'with recursive n (i) as (select 1 union all select i + 1 from n where i < 20000)'

describe('a table whose pages are written without SQLite', () => {
  test.each([512, 1024, 4096, 65_536])('is as SQLite writes it, with pages of %i bytes', async (size) => {
    const path = await sqliteFromSql(`pragma page_size = ${size}; ${TABLE};
      ${NUMBERS} insert into t (rowid, a, b, c)
        select i * i * 3, 'row ' || i, iif(i % 999 = 0, zeroblob(i * 7), i / 4.0), (i - 9000) * i * i * i from n`)
    const copy = await copyOf(path, `pragma page_size = ${size}`)
    expect(countSame(path, copy)).toBe(20_000)
    expect(judge(copy)).toEqual(['ok', 'ok'])
  })

  test.each([0, 1, 2, 60, 61, 62, 63, 64, 65, 3000, 3500])('has its tree, with %i rows', async (rows) => {
    const path = await sqliteFromSql(`pragma page_size = 512; ${TABLE};
      ${NUMBERS} insert into t select i, null, i from n limit ${rows}`)
    const copy = await copyOf(path, 'pragma page_size = 512')
    expect(countSame(path, copy)).toBe(rows)
    expect(judge(copy)).toEqual(['ok', 'ok'])
  })

  test('comes whatever the lengths of its values are', async () => {
    const sizes = 'with recursive n (i) as (select 0 union all select i + 1 from n where i < 2600)'
    const path = await sqliteFromSql(`pragma page_size = 512; ${TABLE};
      ${sizes} insert into t select zeroblob(i), replace(hex(zeroblob(i / 5)), '00', 'é'), null from n`)
    const copy = await copyOf(path, 'pragma page_size = 512')
    expect(countSame(path, copy)).toBe(2601)
    expect(judge(copy)).toEqual(['ok', 'ok'])
  })

  test('comes whatever its values are', async () => {
    const value = fc.oneof(
      fc.constant(null),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.integer().map(BigInt),
      fc
        .integer({ min: 0, max: 62 })
        .chain((bits) => fc.constantFrom(2n ** BigInt(bits), -(2n ** BigInt(bits)) - 1n)),
      fc.double({ noNaN: true }),
      fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\0', ' ').toWellFormed()),
      fc.uint8Array({ maxLength: 900 }),
    )
    const rows = fc.array(fc.tuple(value, value, value), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(rows, async (values) => {
        const path = await sqliteFromSql(`pragma page_size = 512; ${TABLE}`)
        const source = new Database(path)
        const insert = source.prepare('insert into t values (?, ?, ?)')
        for (const row of values) insert.run(row)
        source.close()
        const copy = await copyOf(path, 'pragma page_size = 512')
        expect(countSame(path, copy)).toBe(values.length)
        expect(judge(copy)).toEqual(['ok', 'ok'])
      }),
      { numRuns: 60 },
    )
  })

  test('goes around the page of the locks, which nobody may use', async () => {
    const size = 65_536
    const locks = 2 ** 30 / size + 1
    const copy = await sqliteFromSql(`pragma page_size = ${size}; ${TABLE}`)
    const file = opened(copy, 'r+')
    ftruncateSync(file, (locks - 4) * size)
    const pages = Buffer.alloc(4)
    pages.writeUInt32BE(locks - 4)
    writeSync(file, pages, 0, 4, 28)
    const builder = builderOf(copy)
    const record = new RecordBuilder(COLUMNS.length)
    const row = (rowid: bigint): Row => ({
      rowid,
      values: [rowid, new Uint8Array(50_000), new Uint8Array(90_000)],
    })
    for (let rowid = 1n; rowid <= 9n; rowid += 1n) addRow(builder, record, row(rowid))
    builder.finish()
    const locked = Buffer.alloc(size)
    readSync(file, locked, 0, size, (locks - 1) * size)
    expect(locked.every((byte) => byte === 0)).toBe(true)
    const database = new Database(copy, { readonly: true })
    expect(
      database.prepare('select count(*), sum(a), sum(length(b)), sum(length(c)) from t').raw().get(),
    ).toEqual([9, 45, 450_000, 810_000])
    database.close()
  })

  test.each([
    ['a rowid that does not rise', [5n, 5n]],
    ['a rowid that falls', [5n, 4n]],
    ['one that falls when pages are in the file already', [...Array(90_000).keys(), 7].map(BigInt)],
    ['a rowid below 0', [-1n]],
  ])('is left empty by %s', async (_, rowids) => {
    const copy = await sqliteFromSql(`${TABLE}; create table after (x)`)
    const builder = builderOf(copy)
    const record = new RecordBuilder(COLUMNS.length)
    const add = () => {
      for (const rowid of rowids) addRow(builder, record, { rowid, values: [null, null, null] })
    }
    expect(add).toThrow(UnexpectedPage)
    expect(new RowCursor(new PageFile(opened(copy, 'r')), [rootOf(copy)]).nextRow()).toBe(false)
    expect(judge(copy)).toEqual(['ok', 'ok'])
  })

  test.each([
    ['rows', `${TABLE}; insert into t values (1, 2, 3)`],
    ['a map of pointers beside it', `pragma auto_vacuum = full; ${TABLE}`],
    ['no integers without bytes', `pragma legacy_file_format = on; pragma writable_schema = on; ${TABLE}`],
    ['an index in the place of its rows', 'create table t (a primary key, b, c) without rowid'],
  ])('is none that has %s', async (title, sql) => {
    const copy = await sqliteFromSql(sql)
    if (title.startsWith('no integers')) {
      const format = Buffer.from([0, 0, 0, 1])
      writeSync(opened(copy, 'r+'), format, 0, 4, 44)
    }
    expect(() => builderOf(copy)).toThrow(UnexpectedPage)
  })
})
