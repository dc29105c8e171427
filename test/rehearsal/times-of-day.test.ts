import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

test('a time arrives that is the end of the day, also as a key', async () => {
  const { record, rows } = await remedied(
    `create table t (at time primary key, n integer) without rowid;
     insert into t values ('08:30', 1), ('24:00:00', 2), ('00:00', 3), ('23:59:59.5', 4);
     create table child (id integer primary key, at time references t, other time);
     insert into child values (1, '24:00:00', '24:00'), (2, '08:30', '24:00:00.000')`,
    [],
    `select at::text, n::text from t union all select at::text, other::text from child order by 2, 1`,
  )
  expect(rows).toEqual([
    ['08:30:00', '1'],
    ['24:00:00', '2'],
    ['08:30:00', '24:00:00'],
    ['24:00:00', '24:00:00'],
    ['00:00:00', '3'],
    ['23:59:59.5', '4'],
  ])
  expect(record.issues.map(({ code }) => code)).toEqual(['foreign-key-not-indexed'])
  expect(record.result).toBe('complete')
})

const FINE = `create table t (id integer primary key, at time);
  insert into t values (1, '10:00:00.1234567'), (2, '24:00'), (3, '11:30')`

test('times of more than six decimals are kept as texts', async () => {
  const { record, rows } = await remedied(FINE, [], 'select at from t order by id')
  expect(rows.flat()).toEqual(['10:00:00.1234567', '24:00', '11:30'])
  expect(record.issues.map(({ id, priority, rows: count }) => [id, priority, count])).toEqual([
    ['quality/sub-microsecond:t.at', 'MED', 1],
  ])
})

test('and are cut, and become times, by a remedy', async () => {
  const { record, rows } = await remedied(
    FINE,
    [{ issue: 'quality/sub-microsecond:t.at', do: 'truncate', length: null }],
    'select at::text from t order by id',
  )
  expect(rows.flat()).toEqual(['10:00:00.123456', '24:00:00', '11:30:00'])
  expect(record.issues).toEqual([])
})

test('times with an offset keep it, also as a key and beside an index', async () => {
  const { record, rows } = await remedied(
    `create table t (at timetz primary key, n integer) without rowid;
     insert into t values ('10:00:00+00:00', 1), ('10:00 +05:30', 2), ('10:00:00.5Z', 3), ('23:59:59-15:59', 4);
     create table child (id integer primary key, at timetz not null references t, other time default '08:00:00+01:00',
                         noon time with time zone default current_time);
     create index by_time on child (at, other);
     insert into child (id, at, other) values (1, '10:00:00+00:00', '09:00:00Z'), (2, '10:00 +05:30', '09:00:00.123456-01')`,
    [],
    `select at::text, n::text from t union all select at::text, other::text from child order by 2, 1`,
  )
  expect(rows).toEqual([
    ['10:00:00+00', '09:00:00+00'],
    ['10:00:00+05:30', '09:00:00.123456-01'],
    ['10:00:00+00', '1'],
    ['10:00:00+05:30', '2'],
    ['10:00:00.5+00', '3'],
    ['23:59:59-15:59', '4'],
  ])
  expect(record.summary).toMatchObject({ validation: 'PASS', rowsRejected: 0, mismatches: 0 })
  // CURRENT_TIME of SQLite has no offset
  expect(record.issues.map(({ id }) => id)).toEqual(['quality/time-zone-mixed:child.noon'])
  expect(
    record.objects.filter(({ type }) => type === 'default').map(({ status, name }) => [name, status]),
  ).toEqual([
    ['other', 'kept'],
    ['noon', 'translated'],
  ])
})

test('a time without an offset among others with one is told, and taken as UTC', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, at timetz);
     insert into t values (1, '10:00:00+02:00'), (2, '11:00:00'), (3, '12:00:00+00:00'), (4, 'noon')`,
    [],
    'select at::text from t order by id',
  )
  expect(rows.flat()).toEqual(['10:00:00+02', '11:00:00+00', '12:00:00+00'])
  expect(record.issues.map(({ id, priority, rows: count }) => [id, priority, count])).toEqual([
    ['quality/invalid-date:t.at', 'HIGH', 1],
    ['quality/time-zone-mixed:t.at', 'MED', 1],
  ])
})
