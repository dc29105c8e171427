import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

/** 2024-01-01 10:00:00 UTC, and the midnight before it. */
const TEN = '1704103200'
const MIDNIGHT = '1704067200'

const rows = (values: readonly string[]) => values.map((value) => `(${value})`).join(', ')

test.each<readonly [string, string, string, readonly string[], readonly string[]]>([
  [
    'timestamps with a blank',
    'datetime',
    'epoch-seconds',
    [TEN, `'2024-01-02 10:00:00'`, `'2024-01-03 10:00:00'`],
    ['timestamp without time zone', '2024-01-01 10:00:00', '2024-01-02 10:00:00', '2024-01-03 10:00:00'],
  ],
  [
    'timestamps with a T and decimals',
    'timestamp',
    'epoch-milliseconds',
    [`${TEN}123`, `'2024-01-02T10:00:00.5'`, `'2024-01-03T10:00'`],
    [
      'timestamp without time zone',
      '2024-01-01 10:00:00.123',
      '2024-01-02 10:00:00.5',
      '2024-01-03 10:00:00',
    ],
  ],
  [
    'days, and a whole day',
    'date',
    'epoch-seconds',
    [MIDNIGHT, `'2024-01-02'`, `'2024-01-03'`],
    ['date', '2024-01-01', '2024-01-02', '2024-01-03'],
  ],
  [
    'days, and a time',
    'date',
    'epoch-seconds',
    [TEN, `'2024-01-02'`, `'2024-01-03'`],
    ['timestamp without time zone', '2024-01-01 10:00:00', '2024-01-02 00:00:00', '2024-01-03 00:00:00'],
  ],
  [
    'timestamps, and a Julian day',
    'datetime',
    'julian-day',
    ['2460310.5', `'2024-01-02 10:00:00'`, `'2024-01-03'`],
    ['timestamp without time zone', '2024-01-01 00:00:00', '2024-01-02 10:00:00', '2024-01-03 00:00:00'],
  ],
])('what a cast reads among %s looks like them', async (_, type, from, values, [target, ...arrives]) => {
  const { record, rows: found } = await remedied(
    `create table t (id integer primary key, a ${type}); insert into t (a) values ${rows(values)}`,
    [{ issue: 'quality/date-encodings-mixed:t.a', do: 'cast', from: from as 'epoch-seconds' }],
    'select pg_typeof(a)::text, a::text from t order by id',
  )
  expect(found).toEqual(arrives.map((value) => [target, value]))
  expect(record.issues.filter(({ code }) => code === 'time-zone-mixed')).toEqual([])
  expect(record.issues.filter(({ priority }) => priority !== 'LOW')).toEqual([])
})

test('where one has an offset, or most are numbers, the cast says that they are instants', async () => {
  for (const others of [
    `('2024-01-02T10:00:00Z'), ('2024-01-03 10:00:00')`,
    `(${TEN}), ('2024-01-03 10:00:00')`,
  ]) {
    const { rows: found } = await remedied(
      `create table t (id integer primary key, a datetime); insert into t (a) values (${TEN}), ${others}`,
      [{ issue: 'quality/date-encodings-mixed:t.a', do: 'cast', from: 'epoch-seconds' }],
      'select pg_typeof(a)::text from t limit 1',
    )
    expect(found).toEqual([['timestamp with time zone']])
  }
})

test.each([
  ['epoch-seconds', MIDNIGHT, `'2024-01-01 00:00:00'`, `'2024-01-02 00:00:00'`],
  ['epoch-seconds', MIDNIGHT, `'2024-01-01T00:00:00'`, `'2024-01-02T00:00:00'`],
  ['epoch-seconds', MIDNIGHT, `'2024-01-01'`, `'2024-01-02'`],
  ['compact-date', '20240101', `'2024-01-01 00:00:00'`, `'2024-01-02 00:00:00'`],
  ['compact-date', '20240101', `'2024-01-01T00:00:00'`, `'2024-01-02T00:00:00'`],
] as const)('%s leaves %s where UNIQUE has the same moment as %s', async (from, number, same, other) => {
  const { record } = await remedied(
    `create table t (id integer primary key, a datetime unique); insert into t (a) values (${number}), (${same}), (${other})`,
    [{ issue: 'quality/date-encodings-mixed:t.a', do: 'cast', from }],
    'select 1',
  )
  const codes = record.issues.map(({ code }) => code)
  expect(codes).toContain('remedy-failed')
  expect(codes).not.toContain('duplicate-key')
  expect(record.issues.find(({ code }) => code === 'remedy-failed')?.message).toContain('it must be unique')
})
