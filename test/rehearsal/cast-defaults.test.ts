import { expect, test } from 'vitest'
import type { CastSource } from '../../src/issues/remedy.ts'
import { remedied } from './remedied.ts'

/** A declaration with a DEFAULT, values, and what PostgreSQL fills in after the cast. */
test.each<readonly [string, string, string, CastSource, string | null]>([
  ["boolean not null default 'N'", "('N'), ('Y')", 'boolean-spelling', 'boolean', 'false'],
  ["boolean default 'yes'", "('no'), ('yes')", 'boolean-spelling', 'boolean', 'true'],
  ["boolean default ('n' || 'o')", "('no'), ('yes')", 'boolean-spelling', 'boolean', 'false'],
  ["boolean default 'maybe'", "('no'), ('yes')", 'boolean-spelling', 'boolean', null],
  ['boolean default -1', '(-1), (0)', 'declared-type-not-followed', 'boolean', 'true'],
  ["integer default '1,234'", "('1,000'), (2)", 'wrong-storage-class', 'number', '1234'],
  [
    'timestamp default 20180406',
    '(20180406), (20180407)',
    'date-encoding-unknown',
    'compact-date',
    '2018-04-06 00:00:00',
  ],
  [
    'datetime default 2460000.5',
    '(2460000.5), (2460001.25)',
    'date-encoding-unknown',
    'julian-day',
    '2023-02-25 00:00:00+00',
  ],
  [
    "date default '31/12/2020'",
    "('31/12/2020'), ('01/02/2021')",
    'invalid-date',
    'day-first-date',
    '2020-12-31',
  ],
  [
    "uuid default '6BA7B810-9DAD-11D1-80B4-00C04FD430C8'",
    "('6BA7B810-9DAD-11D1-80B4-00C04FD430C9')",
    'invalid-uuid',
    'uuid',
    '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  ],
])('a cast reads the DEFAULT of %s too', async (declared, values, code, from, filled) => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a ${declared}); insert into t (a) values ${values}`,
    [{ issue: `*/${code}:t.a`, do: 'cast', from }],
    `set timezone to 'UTC'; insert into t (id) values (99); select a::text from t where id = 99`,
  )
  expect(rows.flat()).toEqual([filled])
  const lost = record.issues.filter(({ code: found }) => found === 'default-not-translated')
  expect(lost.length).toBe(filled === null ? 1 : 0)
  const entry = record.objects.find(({ type }) => type === 'default')
  expect(entry?.status).toBe(filled === null ? 'dropped' : 'changed')
})

test('no row is said to break a CHECK that is about the values before their cast', async () => {
  const { record } = await remedied(
    `create table t (id integer primary key, a boolean default 'N' not null, b boolean check (b in ('yes', 'no')),
       c text check (a in ('Y', 'N')), d blob check (length(d) = 4), e boolean check (e in (0, 1)));
     insert into t (a, b, c, d) values ('N', 'yes', 'x', '00ff'), ('Y', 'no', 'y', 'beef'), ('N', null, 'z', x'00000000')`,
    [
      { issue: 'quality/boolean-spelling:*', do: 'cast', from: 'boolean' },
      { issue: 'quality/text-in-blob:*', do: 'cast', from: 'hex' },
    ],
    'select 1',
  )
  expect(record.issues.filter(({ code }) => code === 'check-violated')).toEqual([])
  const told = record.issues.filter(({ code }) => code === 'check-not-translated')
  expect(told.map(({ object, message }) => [object, message.replace(/^.*: /, '')])).toEqual([
    ['t_b_check', 'it is about the values that b had before the cast'],
    ['t_c_check', 'it is about the values that a had before the cast'],
    ['t_d_check', 'it is about the values that d had before the cast'],
  ])
  expect(record.result).not.toBe('failure')
})
