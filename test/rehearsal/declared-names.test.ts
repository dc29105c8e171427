import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

/** The columns of the target, as `name type default`. */
const COLUMNS = `
  select a.attname || ' ' || format_type(atttypid, atttypmod) || coalesce(' ' || pg_get_expr(adbin, adrelid), '')
    from pg_attribute a left join pg_attrdef d on adrelid = attrelid and adnum = attnum
   where attrelid = 't'::regclass and attnum > 1
   order by attnum`

async function migrated(sql: string): Promise<{ columns: readonly string[]; issues: readonly string[] }> {
  const { record, rows } = await remedied(sql, [], COLUMNS)
  expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0, mismatches: 0 })
  return {
    columns: rows.map(([column]) => column ?? ''),
    issues: record.issues.map(({ id, priority }) => `${priority} ${id}`),
  }
}

test('bits become booleans with their defaults, their CHECK and their index', async () => {
  const { columns, issues } = await migrated(`
    create table t (id integer primary key, a BIT not null default ((0)), b bit default false, c bit check (c in (0, 1)), d YESNO);
    create index t_a on t (a) where a = 1;
    insert into t values (1, 0, 1, 1, 0), (2, 1, 0, null, 2)`)
  expect(columns).toEqual(['a boolean false', 'b boolean false', 'c boolean', 'd bigint'])
  expect(issues).toEqual(['LOW schema/declared-type-unknown:t.d'])
})

test('geometries become bytes, empty columns of them too', async () => {
  const { columns, issues } = await migrated(`
    create table t (id integer primary key, a MULTIPOINT, b POINTZ, c POLYGON, d "LINESTRING ZM", e GEOMETRY);
    insert into t (id, a) values (1, x'47500003e61000000101000000')`)
  expect(columns).toEqual(['a bytea', 'b bytea', 'c bytea', 'd bytea', 'e bytea'])
  expect(issues).toEqual(['LOW quality/geometry-blob:t.a'])
})

test('the columns of SeaORM become what SeaORM has in PostgreSQL', async () => {
  const { columns, issues } = await migrated(`
    create table t (id integer primary key, a date_text, b time_text, c timestamp_with_timezone_text, d jsonb_text, e uuid_text, f real_decimal(10, 2));
    insert into t values (1, '2024-02-29', '08:30:00', '2024-02-29T08:30:00Z', '[1]', '0e0dfd3c-6f1c-4a0a-9d6f-0d1c8d8a6a5f', 12.34)`)
  expect(columns).toEqual([
    'a date',
    'b time without time zone',
    'c timestamp with time zone',
    'd json',
    'e uuid',
    'f numeric(10,2)',
  ])
  expect(issues).toEqual([])
})

test('types in brackets or quotes are those that stand in them', async () => {
  const { columns, issues } = await migrated(`
    create table t (id integer primary key, [Name] [nvarchar](40), [Price] [decimal](19, 4), n [numeric](5,2), b [varbinary](16), v "varchar"(10));
    insert into t values (1, 'a', 12.5, 1.25, x'00', 'b')`)
  expect(columns).toEqual([
    'Name character varying(40)',
    'Price numeric(19,4)',
    'n numeric(5,2)',
    'b bytea',
    'v character varying(10)',
  ])
  expect(issues.filter((issue) => !issue.includes('name-'))).toEqual([])
})
