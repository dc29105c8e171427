import { expect, test } from 'vitest'
import { found, withRehearsed } from '../support/given.ts'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const SCRIPT = `
  create table p (id integer primary key);
  create table t (id integer primary key, n integer, born date, p integer references p, k unique);
  insert into p values (1);
  insert into t values (1, 1, '2001-01-01', 1, 'a'), (2, 2, '2001-01-02', 1, 'b'), (3, 3, '2001-01-03', 1, 'c'),
                       (4, 'x', 'never', 9, 1), (5, 5, 'soon', 9, '1')`

test('a row that breaks several rules is under each of them, and rejected once', async () => {
  const { issues, tables } = await rehearseFile(await sqliteFromSql(SCRIPT))
  expect(tables.find(({ name }) => name === 't')).toMatchObject({ rowsLoaded: 3, rowsRejected: 2 })
  const found = issues.flatMap(({ id, rows, examples, priority }) =>
    priority === 'HIGH' ? [`${id} ${rows} ${examples.map(({ key }) => key.id).join()}`] : [],
  )
  expect(found.toSorted()).toEqual([
    'integrity/duplicate-key:t.k[t_k_key] 2 4,5',
    'integrity/foreign-key-orphans:t.p[t_p_fkey] 2 4,5',
    'quality/invalid-date:t.born 2 4,5',
    'quality/wrong-storage-class:t.n 1 4',
    'schema/mixed-storage-classes:t.k 1 4',
  ])
})

test('of a key that is created without the rejected rows nothing else is said', async () => {
  const { issues, objects } = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, a text unique, b text unique, n integer);
      insert into t values (1, x'6161', x'6262', 'bad'), (2, 'aa', 'bb', 1), (3, 'x', 'y', 2),
                           (4, 'z', x'79', 3), (5, 'u', 'v', 4)`),
  )
  const said = issues.filter(({ code }) => code === 'duplicate-key').map(({ message }) => message)
  expect(said).toEqual([
    '2 rows share their key with another row, which the unique t_a_key does not allow',
    '4 rows share their key with another row, which the unique t_b_key does not allow',
  ])
  const keys = objects.filter(({ type }) => type === 'unique').map(({ name, status }) => `${name} ${status}`)
  expect(keys).toEqual(['t_a_key kept', 't_b_key dropped'])
})

test('children of a rejected parent are told apart from those that never had one', async () => {
  const { issues } = await rehearseFile(
    await sqliteFromSql(`
      create table p (id text primary key, n integer);
      create table t (id integer primary key, p text references p);
      insert into p values ('a', 1), ('b', 2), ('c', 'x');
      insert into t values (1, 'a'), (2, 'c'), (3, 'gone'), (4, 'c'), (5, null)`),
  )
  const found = issues.flatMap(({ code, rows, examples, message }) =>
    code.startsWith('foreign-key-') && rows > 0
      ? [{ code, rows, keys: examples.map(({ key }) => key.id), message }]
      : [],
  )
  expect(found).toEqual([
    {
      code: 'foreign-key-orphans',
      rows: 1,
      keys: [3],
      message: '1 row without a parent, 1 parent missing (foreign-key t_p_fkey)',
    },
    {
      code: 'foreign-key-parent-rejected',
      rows: 2,
      keys: [2, 4],
      message: '2 rows lost the parent: 1 row of p was rejected (foreign-key t_p_fkey)',
    },
  ])
})

test('a foreign key to a key that the rows refuse is a consequence, and says so', async () => {
  const hashes = `(with recursive n (i) as (select 1 union all select i + 1 from n where i < 600)
    select group_concat(printf('%08x', (i * 2654435769 + i * i * 40507) % 4294967296), '') from n)`
  const { issues } = await rehearseFile(
    await sqliteFromSql(`
      create table parents (k text primary key);
      create table children (id integer primary key, k text references parents);
      insert into parents values (${hashes}), ('x');
      insert into children values (1, 'x')`),
  )
  const found = issues.filter(({ category }) => category === 'schema')
  expect(found.map(({ code, table, priority }) => [code, table, priority])).toEqual([
    ['constraint-refused', 'parents', 'HIGH'],
    ['foreign-key-parent-not-unique', 'children', 'MED'],
  ])
  expect(found[1]?.message).toMatch(/refers to a key of parents that PostgreSQL refused/)
})

test.each([
  ['date', `'2001-01-01'`, `'31/12/2000'`],
  ['integer', '1', `'x'`],
  ['boolean', '1', `'yes'`],
  ['json', `'{}'`, `'{oops'`],
  ['time', `'10:00'`, `'ten'`],
])('a bad %s has the same issue before and after the others are mended', async (type, good, bad) => {
  const ids = async (...values: string[]) => {
    const rows = values.map((value, at) => `(${at + 1}, ${value})`).join(', ')
    const path = await sqliteFromSql(
      `create table t (id integer primary key, a ${type}); insert into t values ${rows}`,
    )
    const { issues } = await rehearseFile(path)
    return issues.flatMap(({ id, examples }) => (examples.some(({ key }) => key.id === 1) ? [id] : []))
  }
  const before = await ids(bad, bad, bad, bad, good)
  const after = await ids(bad, good, good, good, good)
  expect(before).toHaveLength(1)
  expect(after).toEqual(before)
})

test('decimals beyond the sixth are cut, never rounded, and every cell is compared', async () => {
  const { issues, summary, result } = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, a datetime, b datetime);
      insert into t values (1, '9999-12-31 23:59:59.9999999', '2001-01-01T00:00:00.123456789Z'),
                           (2, '2001-01-01 00:00:00.0000009', '2001-01-01 00:00:00.9999999 +02:00'),
                           (3, '2001-01-01', '2001-01-01 00:00:00.123456Z')`),
  )
  expect({ ...summary, result }).toMatchObject({
    rowsLoaded: 3,
    mismatches: 0,
    validation: 'PASS',
    result: 'complete',
  })
  const told = issues.filter(({ code }) => code === 'sub-microsecond')
  expect(told.map(({ column, rows, priority }) => ({ column, rows, priority }))).toEqual([
    { column: 'a', rows: 2, priority: 'MED' },
    { column: 'b', rows: 2, priority: 'MED' },
  ])
})

test('a generated column whose integers overflow is loaded as it is, and rejects no row', async () => {
  const { issues, summary } = await rehearseFile(
    await sqliteFromSql(`
      create table t (id integer primary key, a integer as (id * 9223372036854775807), b integer as (id + 1));
      insert into t (id) values (1), (2)`),
  )
  expect(summary).toMatchObject({ rowsRejected: 0, validation: 'PASS' })
  const found = issues.filter(({ code }) => code === 'generated-column-not-translated')
  expect(found.map(({ column }) => column)).toEqual(['a'])
})

/** Types and rules that only the server can judge, in a schema of the application. */
const JUDGED_BY_THE_SERVER = `
  create domain even as bigint check (value % 2 = 0);
  create table t (id bigint primary key, ip inet, card macaddr, n even, note varchar(3), price numeric,
                  constraint priced check (price > 0), constraint dear check (n is null or price > n) not valid)`

const BAD_ROWS = [
  `(1, '10.0.0.1', '08:00:2b:01:02:03', 2, 'x', 5)`,
  `(2, '10.0.0.999', 'no card', 3, 'long', -1)`, // bad in all of its columns
  `(3, '10.0.0.2', 'card 2', 2, 'long', 1)`, // a text that is known to be too long, and what the server refuses
  `(4, 'nowhere', '08:00:2b:01:02:03', 2, 'x', 5)`,
  `(5, '10.0.0.2', '08:00:2b:01:02:03', 2, 'x', -3)`, // the only one that is loaded and breaks a CHECK
  `(6, 'nowhere', 'never', 5, null, null)`,
]

test('no value hides another from the server that has to judge it', async () => {
  const source = `
    create table t (id integer primary key, ip text, card text, n integer, note text, price numeric);
    insert into t values ${BAD_ROWS.join(', ')}`
  await withRehearsed(source, JUDGED_BY_THE_SERVER, async ({ record, query }) => {
    const rows = found(record).filter((line) => !/ 0$/.test(line))
    expect(rows.toSorted()).toEqual([
      'integrity/check-violated:t.n[even] 2 2 6',
      'integrity/check-violated:t.price[priced] 2 5 2',
      'integrity/check-violated:t[dear] 2 5 3',
      'quality/row-refused:t.card 3 2 3 6',
      'quality/row-refused:t.ip 3 4 6 2',
      'quality/varchar-overflow:t.note 2 2 3',
    ])
    expect(record.summary).toMatchObject({ rowsLoaded: 2, rowsRejected: 4, validation: 'PASS' })
    expect(await query('select conname, convalidated from pg_constraint where conname = $$dear$$')).toEqual([
      ['dear', 'f'],
    ])
  })
})

test('the values of rejected rows are judged in batches, by tables without a key and of 1000 columns too', async () => {
  const wide = Array.from({ length: 1000 }, (_, place) => `c${place}`)
  const source = `
    create table t (${wide.map((name) => `${name} text`).join(', ')});
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
    insert into t (c0, c1, c999) select 'row ' || i, iif(i % 2, 'bad', '10.0.0.1'), iif(i % 5, '10.0.0.1', 'bad') from n`
  const types = wide.map((name, place) => `${name} ${place === 1 || place === 999 ? 'inet' : 'text'}`)
  await withRehearsed(source, `create table t (${types.join(', ')})`, ({ record }) => {
    const refused = record.issues.filter(({ code }) => code === 'row-refused')
    expect(refused.map(({ id, rows, examples }) => [id, rows, examples.length])).toEqual([
      ['quality/row-refused:t.c1', 2500, 10],
      ['quality/row-refused:t.c999', 1000, 10],
    ])
    expect(record.summary).toMatchObject({ rowsRejected: 3000, validation: 'PASS' })
  })
})
