import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { PostgresRefusal } from '../../../src/engines/postgres/postgres-error.ts'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { readLines } from '../../../src/engines/sqlite/read-lines.ts'
import { BINARY_HEADER, BINARY_TRAILER, binaryQuery } from '../../../src/stages/load/binary-rows.ts'
import type { Conversion } from '../../../src/stages/plan/conversion.ts'
import type { ColumnPlan, TablePlan } from '../../../src/stages/plan/migration-plan.ts'
import type { TargetType } from '../../../src/stages/target/target-schema.ts'
import { withMigrated } from '../../support/migrate.ts'
import { withMigratedInto } from '../../support/migrate-into.ts'
import { withTestConnection } from '../../support/postgres.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const FILES = {
  'a rowid table':
    'create table t (k integer primary key, name text, data blob, size integer, done boolean, guid uuid)',
  'a table without rowid':
    'create table t (k integer primary key, name text, data blob, size integer, done boolean, guid uuid) without rowid',
  'a table without a key':
    'create table t (k integer, name text, data blob, size integer, done boolean, guid uuid)',
}

const NAMES = ['', 'é😀渡', '\t\\\n\r\\N', '\\.', null, '\ufeff', "it's"]
const SIZES = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), null, 2n ** 32n, 255n]

async function source(create: string): Promise<string> {
  const path = await sqliteFromSql(create)
  const database = new Database(path)
  const insert = database.prepare('insert into t values (?, ?, ?, ?, ?, ?)')
  for (let k = 0; k < 400; k += 1) {
    const guid = `c0ffee00-0000-4000-a000-0000000${10_000 + k}`
    const data = k % 9 === 0 ? null : k % 9 === 1 ? Buffer.alloc(0) : randomBytes(k * 20)
    insert.run(
      k,
      NAMES[k % 7],
      data,
      SIZES[k % 7],
      k % 3 === 0 ? null : (k % 3) - 1,
      k % 5 === 0 ? null : guid,
    )
  }
  database.close()
  return path
}

/** Types of every width; the values of `size` fit in none but the longest. */
const target = (name: string) => `
  create domain no_anchor as text check (value not like '%渡%');
  create table t (k smallint, name ${name}, data bytea, size bigint, done boolean, guid uuid)`

describe('rows of blobs', () => {
  it.each(Object.entries(FILES))('arrive whole in binary form out of %s', async (_, create) => {
    await withMigratedInto(await source(create), target('varchar(9)'), async ({ plan, load, validation }) => {
      expect(plan.tables.map((table) => binaryQuery(table)?.isBinary)).toEqual([true])
      expect(load.tables).toMatchObject([{ rowsSource: 400, rowsLoaded: 400, rowsRejected: 0 }])
      expect(validation.tables).toMatchObject([{ rowsCompared: 400, mismatches: 0, cellsCompared: 2400 }])
    })
  })

  it('go as lines of text once PostgreSQL refuses one of them', async () => {
    const path = await source(FILES['a rowid table'])
    await withMigratedInto(path, target('no_anchor'), async ({ plan, load, validation, rejects }) => {
      expect(plan.tables.map((table) => binaryQuery(table)?.isBinary)).toEqual([true])
      expect(load.tables).toMatchObject([{ rowsSource: 400, rowsLoaded: 343, rowsRejected: 57 }])
      expect(validation.tables).toMatchObject([{ rowsCompared: 343, mismatches: 0 }])
      expect(rejects[0]).toMatchObject({ key: { k: 1 }, column: 'name', sqlstate: '23514' })
    })
  })
})

describe('rows of long texts', () => {
  const long = ['\t\\\n\r\\N\\.', 'é😀渡'].map((text) => text.repeat(200))
  const script = `
    create table t (k integer primary key, plain text, escaped text, number text);
    insert into t values (1, '${'x'.repeat(2000)}', '${long[0]}', 1.5), (2, '${long[1]}', null, 7), (3, null, '', null)`

  it('arrive whole in binary form', async () => {
    await withMigrated(script, async ({ plan, load, database }) => {
      expect(plan.tables.map((table) => binaryQuery(table)?.isBinary)).toEqual([true])
      expect(load.tables).toMatchObject([{ rowsLoaded: 3, rowsRejected: 0 }])
      const session = await database.connect()
      const { rows } = await session.query('select * from t order by k').finally(session.close)
      expect(rows).toEqual([
        { k: '1', plain: 'x'.repeat(2000), escaped: long[0], number: '1.5' },
        { k: '2', plain: long[1], escaped: null, number: '7' },
        { k: '3', plain: null, escaped: '', number: null },
      ])
    })
  })

  it('are refused one by one: what only lines of text tell is told', async () => {
    const path = await sqliteFromSql(script)
    const given = `create domain no_x as text check (value not like '%xx%');
      create table t (k integer, plain no_x, escaped text, number text)`
    await withMigratedInto(path, given, async ({ plan, load, rejects }) => {
      expect(plan.tables.map((table) => binaryQuery(table)?.isBinary)).toEqual([true])
      expect(load.tables).toMatchObject([{ rowsLoaded: 2, rowsRejected: 1 }])
      expect(rejects).toMatchObject([{ key: { k: 1 }, column: 'plain', sqlstate: '23514' }])
    })
  })
})

describe('a table goes as lines of text', () => {
  it.each([
    ['whose rows are short', 'k integer, data blob', `1, x'00'`, 'UTF-8'],
    ['whose texts are short', 'k integer, data text', `1, printf('%400s', 'x')`, 'UTF-8'],
    ['with a type that SQLite cannot build', 'k real, data blob', '1.5, randomblob(2000)', 'UTF-8'],
    ['with a row of many megabytes', 'k integer, data blob', '1, randomblob(9000000)', 'UTF-8'],
    ['in another encoding', 'k integer, data blob', '1, randomblob(2000)', 'UTF-16le'],
  ])('%s', async (_, columns, values, encoding) => {
    const sql = `pragma encoding = '${encoding}'; create table t (${columns}); insert into t values (${values})`
    await withMigrated(sql, async ({ plan, load }) => {
      expect(plan.tables.map(binaryQuery)).toEqual([null])
      expect(load.tables).toMatchObject([{ rowsLoaded: 1, rowsRejected: 0 }])
    })
  })
})

/** One value on its way, whatever the profile would have said of it. */
async function sent(literal: string, conversion: Conversion, type: TargetType): Promise<string | null> {
  const path = await sqliteFromSql(`create table t (v); insert into t values (${literal})`)
  const column: ColumnPlan = {
    source: 'v',
    target: 'v',
    type,
    conversion,
    plainTexts: false,
    generated: false,
    misfit: null,
    misfitIssues: [],
  }
  const blob: ColumnPlan = { ...column, target: 'b', type: { kind: 'bytea' }, conversion: { kind: 'bytes' } }
  const table = {
    source: 't',
    encoding: 'UTF-8',
    columns: [column, blob],
    keyColumns: [],
    rowidName: 'rowid',
  }
  const sizes = { meanRowBytes: 1000, largestShortRowBytes: 1000, longRows: null, tooLarge: null }
  const query = binaryQuery({ ...table, ...sizes, storageKey: [] } as unknown as TablePlan)
  if (query === null) throw new TypeError('the table has no binary form')
  return await withTestConnection(async (connection) => {
    await connection.query(`create table t (v ${type.kind}, b bytea)`)
    const sink = connection.copyIn('copy t (v, b) from stdin (format binary)')
    const database = openSqlite(path)
    await sink.write(BINARY_HEADER)
    for await (const { lines } of readLines(database, query, AbortSignal.timeout(60_000)))
      await sink.write(lines)
    await sink.write(BINARY_TRAILER)
    database.close()
    await sink.end()
    return (await connection.query('select v::text from t')).rows[0]?.v ?? null
  })
}

describe('a value in binary form', () => {
  it.each<[string, Conversion['kind'], TargetType['kind'], string | null]>([
    ['-32768', 'integer', 'smallint', '-32768'],
    ['32767', 'integer', 'smallint', '32767'],
    ['-2147483648', 'integer', 'integer', '-2147483648'],
    ['2147483647', 'integer', 'integer', '2147483647'],
    ['-9223372036854775807 - 1', 'integer', 'bigint', '-9223372036854775808'],
    ["'TRUE'", 'boolean', 'boolean', 'true'],
    ["'f'", 'boolean', 'boolean', 'false'],
    ['1', 'boolean', 'boolean', 'true'],
    ['2.50', 'rendered', 'text', '2.5'],
    ["x'c3a9'", 'text', 'text', 'é'],
    ['\' {"a" : [1]}\'', 'json', 'json', ' {"a" : [1]}'],
    ["'text'", 'bytes', 'bytea', '\\x74657874'],
    ["'c0ffee00-0000-4000-a000-000000000001'", 'uuid', 'uuid', 'c0ffee00-0000-4000-a000-000000000001'],
    ['null', 'integer', 'bigint', null],
    ['null', 'uuid', 'uuid', null],
    ['null', 'text', 'text', null],
  ])('%s arrives as %s in %s', async (literal, kind, type, text) => {
    expect(await sent(literal, { kind } as Conversion, { kind: type } as TargetType)).toBe(text)
  })

  it.each<[string, Conversion['kind'], TargetType['kind']]>([
    ['32768', 'integer', 'smallint'],
    ['-32769', 'integer', 'smallint'],
    ['2147483648', 'integer', 'integer'],
    ['4294967297', 'integer', 'integer'],
    ['9.0e18', 'integer', 'bigint'],
    ["'12345678'", 'integer', 'bigint'],
    ["x'0000000000000001'", 'integer', 'bigint'],
    ['2', 'boolean', 'boolean'],
    ["'yes'", 'boolean', 'boolean'],
    ["'c0ffee00-0000-4000-a000-00000000000'", 'uuid', 'uuid'],
    ["'not one'", 'uuid', 'uuid'],
    ["'a' || char(0)", 'text', 'text'],
    ["cast(x'ff' as text)", 'text', 'text'],
    ["'{'", 'json', 'json'],
  ])('%s is refused as %s in %s', async (literal, kind, type) => {
    const arrival = sent(literal, { kind } as Conversion, { kind: type } as TargetType)
    await expect(arrival).rejects.toBeInstanceOf(PostgresRefusal)
  })
})
