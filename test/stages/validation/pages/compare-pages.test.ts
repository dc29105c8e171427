import { describe, expect, test } from 'vitest'
import { openPages } from '../../../../src/engines/sqlite/pages/open-pages.ts'
import { readRecordLayout, readRoots } from '../../../../src/engines/sqlite/pages/record-layout.ts'
import { comparePages, fieldTests } from '../../../../src/stages/validation/pages/compare-pages.ts'
import { type Migrated, withMigrated } from '../../../support/migrate.ts'

/** How many rows of the first table are equal; null where that cannot be told by the bytes. */
async function comparedRows({ snapshot, plan, database }: Migrated): Promise<number | null> {
  const [table] = plan.tables
  const file = openPages(snapshot)
  if (table === undefined || file === null) throw new TypeError('nothing to compare')
  const source = snapshot.open()
  const layout = readRecordLayout(file, source, table.source, readRoots(source).get(table.source))
  source.close()
  if (layout === null) throw new TypeError('the table has no layout')
  const connection = await database.connect()
  // no row with a misfit has been loaded
  const loaded = { ...table, columns: table.columns.map((column) => ({ ...column, misfit: null })) }
  const tests = fieldTests(loaded, layout)
  const compare = async () =>
    tests === null ? null : await comparePages(connection, loaded, { file, layout }, tests, () => {})
  return await compare().finally(connection.close)
}

async function run({ database }: Migrated, sql: string): Promise<void> {
  const connection = await database.connect()
  await connection.query(sql).finally(connection.close)
}

interface Column {
  readonly declared: string
  readonly values: readonly string[]
  readonly type: string
  /** Of the target: what is put into the second row, and is not what lies there. */
  readonly damages: readonly string[]
}

const COLUMNS: Readonly<Record<string, Column>> = {
  integers: {
    declared: 'integer',
    values: [
      '0',
      '-1',
      '255',
      '-32769',
      '8388608',
      '-2147483649',
      '140737488355328',
      '9223372036854775807',
      '-9223372036854775807 - 1',
      '1',
      'null',
    ],
    type: 'bigint',
    damages: ['0', '1', '-2', 'null', '4294967295', '-4294967297', '9223372036854775807'],
  },
  'large integers': {
    declared: 'integer',
    values: ['7', '9223372036854775807', '9007199254740993'],
    type: 'bigint',
    damages: ['9223372036854775806', '-1', '9223372032559808511'],
  },
  doubles: {
    declared: 'real',
    values: ['0.5', '0.1', '1', '-2.5e-300', '1e300', '0', '9007199254740992.0', 'null'],
    type: 'double precision',
    damages: ['0.1000000000000001', '-0.1', 'null', `'nan'`, `'infinity'`],
  },
  zeros: { declared: 'real', values: ['1.5', '0.0'], type: 'double precision', damages: [`'-0'`, 'null'] },
  infinities: {
    declared: 'real',
    values: ['1.5', '9e999', '-9e999'],
    type: 'double precision',
    damages: [`'-infinity'`, '1e308'],
  },
  decimals: {
    declared: 'decimal(10, 2)',
    values: [
      '1',
      '9.95',
      '-1234567.05',
      '0',
      '0.1',
      '100',
      '10000',
      '12345678',
      '-0.01',
      '99999999.99',
      'null',
    ],
    type: 'numeric',
    damages: ['9.9', '9.96', '-9.95', '99.5', '995', 'null', '0'],
  },
  'decimals of any length': {
    declared: 'numeric',
    values: ['1.5', '0.000123', '1e14', '-42', '20000', '123456789.012345'],
    type: 'numeric',
    damages: ['0.00012300001', '0.00123', '1.23', `'nan'`, '0.000123000000000000000000000001'],
  },
  texts: {
    declared: 'text',
    values: [
      `'a'`,
      `'wörter, und mehr davon'`,
      `''`,
      `'a' || char(9) || '\\b'`,
      `printf('%.3000c', 'x')`,
      'null',
    ],
    type: 'text',
    damages: [`'wörter, und mehr davom'`, `'wörter, und mehr davon '`, `''`, 'null'],
  },
  'long texts': {
    declared: 'varchar(500)',
    values: [`'a'`, `printf('%.300c', 'x') || 'y'`],
    type: 'character varying',
    damages: [`repeat('x', 300) || 'z'`, `'y' || repeat('x', 300)`, `repeat('x', 301)`],
  },
  blobs: {
    declared: 'blob',
    values: [`x'00'`, `x'00ff10'`, `x''`, 'zeroblob(5000)', 'null'],
    type: 'bytea',
    damages: [`'\\x00ff11'`, `'\\x00ff'`, `'\\x'`, 'null'],
  },
  booleans: { declared: 'boolean', values: ['0', '1', 'null'], type: 'boolean', damages: ['false', 'null'] },
  dates: {
    declared: 'date',
    values: [
      `'1999-12-31'`,
      `'2024-02-29'`,
      `'0001-01-01'`,
      `'9999-12-31'`,
      `'1900-03-01'`,
      `'2000-02-29'`,
      'null',
    ],
    type: 'date',
    damages: [`'2024-03-01'`, `'2023-02-28'`, 'null', `'infinity'`],
  },
  timestamps: {
    declared: 'datetime',
    values: [
      `'1999-12-31 23:59:59'`,
      `'2024-02-29T10:00:00.120'`,
      `'0001-01-01 00:00'`,
      `'9999-12-31 23:59:59.999999'`,
      `'1969-07-20'`,
      'null',
    ],
    type: 'timestamp without time zone',
    damages: [
      `'2024-02-29 10:00:00.12001'`,
      `'2024-02-29 10:00:01.12'`,
      `'2024-03-01 10:00:00.12'`,
      'null',
      `'infinity'`,
      `'-infinity'`,
    ],
  },
  'timestamps of UTC': {
    declared: 'datetime',
    values: [`'1999-12-31T23:59:59Z'`, `'2024-02-29T10:00:00.5Z'`, `'1950-01-01T00:00:00.000001Z'`],
    type: 'timestamp with time zone',
    damages: [`'2024-02-29 10:00:00.5+01'`, `'2024-02-29 10:00:00.500001Z'`],
  },
  seconds: {
    declared: 'datetime',
    values: ['1700000000', '1700000001', '0', '-86401', 'null'],
    type: 'timestamp with time zone',
    damages: [`'2023-11-14 22:13:20Z'`, `'2023-11-14 22:13:21.000001Z'`, 'null'],
  },
  milliseconds: {
    declared: 'timestamp',
    values: ['1700000000000', '1700000000001', '-1', '1700000000999'],
    type: 'timestamp with time zone',
    damages: [`'2023-11-14 22:13:20Z'`, `'2023-11-14 22:13:20.002Z'`],
  },
  uuids: {
    declared: 'uuid',
    values: [`'a0000000-0000-4000-8000-00000000000f'`, `'01234567-89ab-4def-8123-456789abcdef'`, 'null'],
    type: 'uuid',
    damages: [`'01234567-89ab-4def-8123-456789abcdee'`, `'11234567-89ab-4def-8123-456789abcdef'`, 'null'],
  },
  json: {
    declared: 'json',
    values: [`'[]'`, `'{"a": 1}'`, 'null'],
    type: 'json',
    damages: [`'{"a":1}'`, 'null'],
  },
}

function scriptOf({ declared, values }: Column): string {
  return `create table t (id integer primary key, c ${declared}, last text);
    insert into t (c, last) values ${values.map((value) => `(${value}, 'x')`).join(', ')}`
}

describe('a table is compared by its bytes', () => {
  test.each(Object.entries(COLUMNS))('and %s are equal until one of them is damaged', async (_, column) => {
    await withMigrated(scriptOf(column), async (migrated) => {
      const type = `select format_type(atttypid, null) as type from pg_attribute where attrelid = 't'::regclass and attname = 'c'`
      const connection = await migrated.database.connect()
      const { rows } = await connection.query(type).finally(connection.close)
      expect(rows[0]?.type).toBe(column.type)
      expect(await comparedRows(migrated)).toBe(column.values.length)
      for (const damage of column.damages) {
        await run(
          migrated,
          `create table kept as table t order by id; update t set c = ${damage} where id = 2;
           create table damaged as table t order by id; truncate t; insert into t select * from damaged order by id`,
        )
        expect([damage, await comparedRows(migrated)]).toEqual([damage, null])
        await run(
          migrated,
          'truncate t; insert into t select * from kept order by id; drop table kept, damaged',
        )
      }
      expect(await comparedRows(migrated)).toBe(column.values.length)
    })
  })

  const ROWS = `create table t (id integer primary key, a text, b real);
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into t select 2 * i, 'row ' || i, i / 4.0 from n`

  test.each([
    ['the last row is gone', 'delete from t where id = 10000'],
    ['the first row is gone', 'delete from t where id = 2'],
    ['there is one more', `insert into t values (20000, 'x', 1)`],
    ['a key has changed', 'update t set id = 9999 where id = 10000'],
    [
      'two values have changed places',
      `update t set a = case id when 9998 then 'row 5000' else 'row 4999' end where id > 9996`,
    ],
    ['all rows are gone', 'truncate t'],
  ])('which tells that %s', async (_, damage) => {
    await withMigrated(ROWS, async (migrated) => {
      expect(await comparedRows(migrated)).toBe(5000)
      await run(migrated, damage)
      expect(await comparedRows(migrated)).toBe(null)
    })
  })

  const BY_KEY = `pragma page_size = 512; create table t (a text, k text, n integer, primary key (k, n)) without rowid;
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into t select 'row ' || i, 'key ' || (i * 7919 % 5000), i % 3 from n`

  test.each([
    ['a row is gone', `delete from t where k = 'key 77'`],
    ['a cell has changed', `update t set a = 'row' where k = 'key 2500'`],
    ['a key has changed', `update t set n = n + 3 where k = 'key 4999'`],
  ])('where the rows lie by their key, which tells that %s', async (_, damage) => {
    await withMigrated(BY_KEY, async (migrated) => {
      expect(await comparedRows(migrated)).toBe(5000)
      await run(migrated, damage)
      expect(await comparedRows(migrated)).toBe(null)
    })
  })

  test('by a key that is ordered without case', async () => {
    const sql = `create table t (k text collate nocase primary key, v) without rowid;
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
      insert into t select iif(i % 2, 'A', 'a') || i, i from n`
    await withMigrated(sql, async (migrated) => {
      expect(await comparedRows(migrated)).toBe(300)
    })
  })

  test('with rows that are older than a column', async () => {
    const sql = `create table t (id integer primary key, a text); insert into t values (1, 'x'), (2, 'y');
      alter table t add column b text; alter table t add column c integer; insert into t values (3, 'z', 'b', 3)`
    await withMigrated(sql, async (migrated) => {
      expect(await comparedRows(migrated)).toBe(3)
      await run(
        migrated,
        `begin; delete from t; insert into t values (1, 'x', null, null), (2, 'y', 'b', null), (3, 'z', 'b', 3); commit`,
      )
      expect(await comparedRows(migrated)).toBe(null)
    })
  })

  test('with columns in another order, and long rows', async () => {
    const sql = `pragma page_size = 512; create table t (a blob, b text, c integer, d date);
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
      insert into t select zeroblob(i * 20), printf('%.*c', i * 9, 'x'), i, date('2024-01-01', i || ' days') from n`
    await withMigrated(sql, async (migrated) => {
      expect(await comparedRows(migrated)).toBe(300)
      await run(migrated, `update t set a = set_byte(a, octet_length(a) - 1, 1) where c = 300`)
      expect(await comparedRows(migrated)).toBe(null)
    })
  })
})

test.each([
  [
    'a key that is read backwards',
    `create table t (k integer, primary key (k desc)) without rowid; insert into t values (1), (2)`,
  ],
  ['a generated column', `create table t (a integer, b as (a + 1)); insert into t values (1)`],
  ['a time', `create table t (a time); insert into t values ('10:00:00')`],
  [
    'numbers that become texts',
    `create table t (a, b text); insert into t values (1, 'x'), ('text', 'x'), ('y', 'x')`,
  ],
  [
    'a default in rows that are older than a column',
    `create table t (a integer); insert into t values (1); alter table t add column b integer not null default 5`,
  ],
  [
    'a value that PostgreSQL refuses',
    `create table t (a text); insert into t values ('x'), ('a' || char(0))`,
  ],
])('a table with %s is not told by its bytes', async (_, sql) => {
  await withMigrated(sql, async (migrated) => {
    expect(await comparedRows(migrated)).toBe(null)
  })
})
