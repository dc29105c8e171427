import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/** One column of every conversion, over rows with a key; and rows without one. */
const SOURCE = `
  create table cells (
    id integer primary key, amount integer, ratio real, price decimal(10,2), name text, code varchar(10),
    data blob, active boolean, born date, starts time, seen datetime, logged timestamp, stamped datetime,
    doc json, token uuid, bare);
  insert into cells values
    (1, 10, 0.1, 19.99, 'Ada', 'a', x'00ff', 1, '2001-02-03', '08:30', '2001-02-03 04:05:06.789',
     '2001-02-03T04:05:06+02:00', 1627303906122, '{"a": 1, "b": [true]}', '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', 0.5),
    (2, 9007199254740993, 1e23, -0.5, 'tab	and \\ back', '', x'', 0, '1999-12-31', '23:59:59.5', '1999-12-31',
     '1999-12-31 00:00:00Z', -1, '[1, 2]', 'aaaaaaaa-6f1c-4a0a-9d6f-0d1c8d8a6a5f', 0.0),
    (3, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
    (4, 0, 0.0, 1.10, 'Zoë', 'z', x'01', 1, null, null, null, null, null, '"x"', null, -0.0);
  create table empties (id text primary key, n integer);
  create table counted (id integer primary key, n integer);
  insert into counted values (1, 1), (2, 2), (3, 3);
  create table readings (sensor text, value, at text);
  insert into readings values ('s', 1, 'x'), ('s', 1, 'x'), ('s', 2, 'x'), ('ß', null, null), ('S', null, null);
  create table numbers (n, t text);
  insert into numbers values (1.2345678901234567e18, 'a'), (1234567890123456769, 'b'), (1234567890123456750, 'c'),
                             (1234567890123456768, 'd'), (0.5, 'e'), (-1.2345678901234567e18, 'f'), (null, 'g');
  create table zeros (v, n); insert into zeros values (0.0, 1.5), (-0.0, 1.5), (0.5, 1.5);
  create table many (id integer primary key, n integer);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < 1000) insert into many select n, n from i;`

const validateAfter = migratedOnce(SOURCE)

interface Damage {
  readonly what: string
  readonly sql: string
  /** `table.column {key} kind`, and no other. */
  readonly mismatches: readonly string[]
}

const cell = (what: string, assignment: string, column: string, id: number): Damage => ({
  what,
  sql: `update cells set ${assignment} where id = ${id}`,
  mismatches: [`cells.${column} {"id":${id}} value`],
})

const CELLS: readonly Damage[] = [
  cell('one character', `name = 'Ado'`, 'name', 1),
  cell('the case of a character', `name = 'ada'`, 'name', 1),
  cell('a trailing space', `name = 'Ada '`, 'name', 1),
  cell('a leading space', `name = ' Ada'`, 'name', 1),
  cell('a backslash', `name = 'tab	and  back'`, 'name', 2),
  cell('the form of an accent, from NFC to NFD', 'name = normalize(name, NFD)', 'name', 4),
  cell('NULL that became an empty text', `name = ''`, 'name', 3),
  cell('an empty text that became NULL', 'code = null', 'code', 2),
  cell('NULL that became 0', 'amount = 0', 'amount', 3),
  cell('NULL that became false', 'active = false', 'active', 3),
  cell('an empty blob that became NULL', 'data = null', 'data', 2),
  cell('one byte of a blob', `data = '\\x00fe'`, 'data', 1),
  cell('a byte behind a blob', `data = data || '\\x00'`, 'data', 1),
  cell('an integer by one', 'amount = 11', 'amount', 1),
  cell('an integer beyond 2^53 by one', 'amount = 9007199254740992', 'amount', 2),
  cell('a double by its last bit', 'ratio = 0.10000000000000002', 'ratio', 1),
  cell('a double as a float4', 'ratio = 0.1::float4', 'ratio', 1),
  cell('the sign of a zero', 'bare = 0', 'bare', 4),
  cell('a sign that a zero got', `bare = '-0'`, 'bare', 2),
  cell('a cent', 'price = 19.98', 'price', 1),
  cell('the sign of a number', 'price = 0.5', 'price', 2),
  cell('a flag', 'active = false', 'active', 1),
  cell('a day', `born = '2001-02-04'`, 'born', 1),
  cell('day and month', `born = '2001-03-02'`, 'born', 1),
  cell('a microsecond of a time', `starts = '08:30:00.000001'`, 'starts', 1),
  cell('half a second', `starts = '23:59:59'`, 'starts', 2),
  cell('a microsecond', `seen = seen + '1 microsecond'`, 'seen', 1),
  cell('the milliseconds', `seen = date_trunc('second', seen)`, 'seen', 1),
  cell('an hour', `logged = logged + '1 hour'`, 'logged', 1),
  cell('a time zone', `logged = '2001-02-03 04:05:06+00'`, 'logged', 1),
  cell('the milliseconds since an epoch', `stamped = '2021-07-26 12:51:46+00'`, 'stamped', 1),
  cell('the second before an epoch', `stamped = '1970-01-01 00:00:00+00'`, 'stamped', 2),
  cell('a member of a JSON object', `doc = '{"a": 2, "b": [true]}'`, 'doc', 1),
  cell('the spelling of JSON', `doc = '{"a":1,"b":[true]}'`, 'doc', 1),
  cell('a digit of a UUID', `token = '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5e'`, 'token', 1),
]

const ROWS: readonly Damage[] = [
  {
    what: 'two rows that changed places',
    sql: `update cells set name = case id when 1 then 'tab	and \\ back' else 'Ada' end where id in (1, 2)`,
    mismatches: ['cells.name {"id":1} value', 'cells.name {"id":2} value'],
  },
  {
    what: 'two keys that changed places',
    sql: 'update counted set id = -id where id < 3; update counted set id = 3 + id where id < 0',
    mismatches: ['counted.n {"id":1} value', 'counted.n {"id":2} value'],
  },
  {
    what: 'two columns that changed places',
    sql: 'update cells set name = code, code = name where id = 1',
    mismatches: ['cells.name {"id":1} value', 'cells.code {"id":1} value'],
  },
  {
    what: 'a row that is missing',
    sql: 'delete from cells where id = 2',
    mismatches: ['cells {"id":2} missing'],
  },
  {
    what: 'a row that is extra',
    sql: 'insert into cells (id) values (-7)',
    mismatches: ['cells {"id":-7} extra'],
  },
  {
    what: 'a key that is another',
    sql: 'update counted set id = 7 where id = 3',
    mismatches: ['counted {"id":3} missing', 'counted {"id":7} extra'],
  },
  {
    what: 'a table that was emptied',
    sql: 'truncate counted',
    mismatches: ['counted {"id":1} missing', 'counted {"id":2} missing', 'counted {"id":3} missing'],
  },
  {
    what: 'a row in an empty table',
    sql: `insert into empties values ('x')`,
    mismatches: ['empties {"id":"x"} extra'],
  },
  {
    what: 'one of two equal rows without a key',
    sql: 'delete from readings where ctid = (select min(ctid) from readings where value = 1)',
    mismatches: ['readings {} missing'],
  },
  {
    what: 'a third equal row without a key',
    sql: `insert into readings values ('s', 1, 'x')`,
    mismatches: ['readings {} extra'],
  },
  {
    what: 'a cell of a row without a key',
    sql: `update readings set at = 'y' where value = 2`,
    mismatches: ['readings {} missing', 'readings {} extra'],
  },
  {
    what: 'an integer next to a real that looks like it',
    sql: 'update numbers set n = n + 1 where n = 1234567890123456769',
    mismatches: ['numbers {} missing', 'numbers {} extra'],
  },
  {
    what: 'the sign of a zero without a key',
    sql: `update zeros set v = 0 where v::text = '-0'`,
    mismatches: ['zeros {} missing', 'zeros {} extra'],
  },
]

const CONTROLS = [
  ['the scale of a number', 'alter table cells alter price type numeric(12,4)'],
  [
    'rows in another order',
    'create table other as select * from readings order by value desc; truncate readings; insert into readings select * from other; drop table other',
  ],
  [
    'narrower types that hold the values',
    'alter table counted alter n type smallint; alter table cells alter code type char(10) using code; alter table cells alter code type varchar(10)',
  ],
  [
    'wider types',
    'alter table cells alter amount type numeric; alter table cells alter name type varchar(100); alter table cells alter code type text',
  ],
  ['JSON in its binary form', 'alter table cells alter doc type jsonb'],
] as const

/** True of the source, whatever the target holds: timestamptz keeps no offset. */
const OFFSET = 'LOW quality/time-zone-normalised:cells.logged'

test('every cell of a copy without damage is compared', async () => {
  const { record, ...seen } = await validateAfter()
  expect(seen).toEqual({ exitCode: 0, validation: 'PASS', mismatches: [], issues: [OFFSET] })
  expect(record.tables.map(({ name, cellsCompared }) => [name, cellsCompared])).toEqual([
    ['cells', 4 * 16],
    ['empties', 0],
    ['counted', 3 * 2],
    ['readings', 5 * 3],
    ['numbers', 7 * 2],
    ['zeros', 3 * 2],
    ['many', 1000 * 2],
  ])
})

describe('one damaged cell is named by table, key and column', () => {
  test.each(CELLS)('$what: $sql', async ({ sql, mismatches }) => {
    const { record, ...seen } = await validateAfter(sql)
    expect(seen).toEqual({ exitCode: 1, validation: 'FAIL', mismatches, issues: [OFFSET] })
    expect(record.summary.mismatches).toBe(1)
  })
})

describe('damaged rows are named', () => {
  test.each(ROWS)('$what', async ({ sql, mismatches }) => {
    const { record, ...seen } = await validateAfter(sql)
    expect({ ...seen, mismatches: seen.mismatches.toSorted() }).toEqual({
      exitCode: 1,
      validation: 'FAIL',
      mismatches: [...mismatches].toSorted(),
      issues: [OFFSET],
    })
    expect(record.result).toBe('failure')
  })
})

test('all mismatches are counted, and the first hundred of a table are named', async () => {
  const { record, exitCode } = await validateAfter('update many set n = -n')
  expect(exitCode).toBe(1)
  expect(record.summary.mismatches).toBe(1000)
  expect(record.mismatches).toHaveLength(100)
})

describe('what has the same value is no mismatch', () => {
  test.each(CONTROLS)('%s', async (_, sql) => {
    const { record, ...seen } = await validateAfter(sql)
    expect(seen).toEqual({ exitCode: 0, validation: 'PASS', mismatches: [], issues: [OFFSET] })
    expect(record.result).toBe('complete')
  })
})

describe('what the target does not have was not compared, so the validation fails', () => {
  test.each([
    ['a column', 'alter table cells drop name', 'schema/target-column-missing:cells.name'],
    ['a table', 'drop table readings', 'schema/target-table-missing:readings'],
  ])('%s', async (_, sql, id) => {
    const { record, ...seen } = await validateAfter(sql)
    expect(seen).toEqual({ exitCode: 1, validation: 'FAIL', mismatches: [], issues: [`HIGH ${id}`, OFFSET] })
    expect(record.nextActions.join()).toContain(id.split(':')[1])
  })
})
