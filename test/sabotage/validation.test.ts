import { describe, expect, test } from 'vitest'
import { validateTables } from '../../src/stages/validation/validate-tables.ts'
import type { Mismatch } from '../../src/stages/validation/validation-result.ts'
import { type Migrated, withMigrated } from '../support/migrate.ts'
import { quietContext } from '../support/rehearse.ts'

/** One column of every conversion, over three rows with a key. */
const KEYED = `
  create table cells (
    id integer primary key, amount integer, ratio real, price decimal(10,2), name text, code varchar(10),
    data blob, active boolean, born date, starts time, seen datetime, logged timestamp, stamped datetime,
    doc json, token uuid);
  insert into cells values
    (1, 10, 0.1, 19.99, 'Ada', 'a', x'00ff', 1, '2001-02-03', '08:30', '2001-02-03 04:05:06.789',
     '2001-02-03T04:05:06+02:00', 1627303906122, '{"a": 1}', '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f'),
    (2, 9007199254740993, 1e23, -0.5, 'tab	and \\ back', '', x'', 0, '1999-12-31', '23:59:59.5', '1999-12-31',
     '1999-12-31 00:00:00Z', -1, '[1, 2]', 'aaaaaaaa-6f1c-4a0a-9d6f-0d1c8d8a6a5f'),
    (3, null, null, null, null, null, null, null, null, null, null, null, null, null, null);`

async function mismatchesAfter(source: string, damage: string): Promise<readonly Mismatch[]> {
  return await withMigrated(source, async (migrated) => {
    const connection = await migrated.database.connect()
    await connection.query(damage).finally(connection.close)
    return (await validate(migrated)).mismatches
  })
}

function validate({ snapshot, plan, load, database }: Migrated) {
  return validateTables(snapshot, plan, load, database, { jobs: 1 }, quietContext())
}

describe('an undamaged target', () => {
  test('has no mismatch, and every cell was compared', async () => {
    const validation = await withMigrated(KEYED, validate)
    expect(validation.mismatches).toEqual([])
    expect(validation.tables).toEqual([
      { source: 'cells', rowsTarget: 3, rowsCompared: 3, cellsCompared: 45, mismatches: 0 },
    ])
  })
})

describe('one damaged cell is named by table, key and column', () => {
  const damages: readonly [column: string, sql: string][] = [
    ['amount', 'amount = 11 where id = 1'],
    ['amount', 'amount = 9007199254740992 where id = 2'],
    ['amount', 'amount = 0 where id = 3'],
    ['ratio', 'ratio = 0.10000000000000002 where id = 1'],
    ['ratio', 'ratio = 0.1::float4 where id = 1'],
    ['price', 'price = 19.98 where id = 1'],
    ['name', `name = 'ada' where id = 1`],
    ['name', `name = 'Ada ' where id = 1`],
    ['name', `name = '' where id = 3`],
    ['code', 'code = null where id = 2'],
    ['data', `data = '\\x00fe' where id = 1`],
    ['data', 'data = null where id = 2'],
    ['active', 'active = false where id = 1'],
    ['active', 'active = false where id = 3'],
    ['born', `born = '2001-02-04' where id = 1`],
    ['starts', `starts = '08:30:00.000001' where id = 1`],
    ['seen', `seen = '2001-02-03 04:05:06.788' where id = 1`],
    ['logged', `logged = '2001-02-03 04:05:06+00' where id = 1`],
    ['stamped', `stamped = '2021-07-26 12:51:46+00' where id = 1`],
    ['doc', `doc = '{"a":1}' where id = 1`],
    ['token', `token = '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5e' where id = 1`],
  ]
  test.each(damages)('%s: update cells set %s', async (column, assignment) => {
    const id = Number(assignment.at(-1))
    expect(await mismatchesAfter(KEYED, `update cells set ${assignment}`)).toEqual([
      { table: 'cells', key: { id }, column, kind: 'value' },
    ])
  })
})

describe('rows', () => {
  test('a deleted row is missing', async () => {
    expect(await mismatchesAfter(KEYED, 'delete from cells where id = 2')).toEqual([
      { table: 'cells', key: { id: 2 }, column: null, kind: 'missing' },
    ])
  })

  test('an added row is extra', async () => {
    expect(await mismatchesAfter(KEYED, 'insert into cells (id) values (-7)')).toEqual([
      { table: 'cells', key: { id: -7 }, column: null, kind: 'extra' },
    ])
  })

  test('swapped values of two rows are two mismatches', async () => {
    const swap = `update cells set name = case id when 1 then 'tab	and \\ back' else 'Ada' end where id in (1, 2)`
    expect((await mismatchesAfter(KEYED, swap)).map(({ key, column }) => [key, column])).toEqual([
      [{ id: 1 }, 'name'],
      [{ id: 2 }, 'name'],
    ])
  })
})

describe('rows without a key are compared as a multiset', () => {
  const UNKEYED = `
    create table readings (sensor text, value, at text);
    insert into readings values ('s', 1, 'x'), ('s', 1, 'x'), ('s', 2, 'x'), ('ß', null, null), ('S', null, null);`

  test('an undamaged target has no mismatch', async () => {
    expect((await withMigrated(UNKEYED, validate)).mismatches).toEqual([])
  })

  test('one of two equal rows is missing', async () => {
    const damage = 'delete from readings where ctid = (select min(ctid) from readings where value = 1)'
    expect(await mismatchesAfter(UNKEYED, damage)).toEqual([
      { table: 'readings', key: {}, column: null, kind: 'missing' },
    ])
  })

  test('a third equal row is extra', async () => {
    expect(await mismatchesAfter(UNKEYED, `insert into readings values ('s', 1, 'x')`)).toEqual([
      { table: 'readings', key: {}, column: null, kind: 'extra' },
    ])
  })

  test('a changed cell is one row missing and one extra', async () => {
    const found = await mismatchesAfter(UNKEYED, `update readings set at = 'y' where value = 2`)
    expect(found.map(({ kind }) => kind).toSorted()).toEqual(['extra', 'missing'])
  })

  test('integers between a real and its shortest decimal are no mismatch', async () => {
    const numbers = `
      create table numbers (n, t text);
      insert into numbers values (1.2345678901234567e18, 'a'), (1234567890123456769, 'b'), (1234567890123456750, 'c'),
                                 (1234567890123456768, 'd'), (0.5, 'e'), (-1.2345678901234567e18, 'f'), (null, 'g');`
    expect((await withMigrated(numbers, validate)).mismatches).toEqual([])
    const damage = 'update numbers set n = n + 1 where n = 1234567890123456769'
    expect((await mismatchesAfter(numbers, damage)).map(({ kind }) => kind).toSorted()).toEqual([
      'extra',
      'missing',
    ])
  })

  test('the sign of a zero counts', async () => {
    const zeros = `create table zeros (v, n); insert into zeros values (0.0, 1.5), (-0.0, 1.5), (0.5, 1.5);`
    const flip = `update zeros set v = 0 where v::text = '-0'`
    expect((await withMigrated(zeros, validate)).mismatches).toEqual([])
    expect((await mismatchesAfter(zeros, flip)).map(({ kind }) => kind).toSorted()).toEqual([
      'extra',
      'missing',
    ])
  })
})

test('all mismatches are counted and the first hundred are named', async () => {
  const source = `
    create table numbers (id integer primary key, n integer);
    with recursive i(n) as (select 1 union all select n + 1 from i where n < 1000)
    insert into numbers select n, n from i;`
  const validation = await withMigrated(source, async (migrated) => {
    const connection = await migrated.database.connect()
    await connection.query('update numbers set n = -n').finally(connection.close)
    return await validate(migrated)
  })
  expect(validation.tables[0]?.mismatches).toBe(1000)
  expect(validation.mismatches).toHaveLength(100)
})
