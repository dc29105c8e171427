import { expect, test } from 'vitest'
import { withRehearsed } from '../support/given.ts'

const MILLISECONDS = `(STRFTIME('%Y-%m-%d %H:%M:%f','NOW'))`

/** A DEFAULT of the source, that of the target, and how much the difference matters. */
test.each([
  [MILLISECONDS, 'timestamp(3) with time zone default CURRENT_TIMESTAMP(3)', 'LOW'],
  ['CURRENT_TIMESTAMP', 'timestamptz default now()', 'LOW'],
  ['CURRENT_TIMESTAMP', "timestamp default timezone('utc', now())", 'LOW'],
  ['CURRENT_TIMESTAMP', "timestamp(3) default (now() at time zone 'UTC')", 'LOW'],
  ['CURRENT_TIMESTAMP', 'timestamp default now()', 'MED'],
  ['CURRENT_TIMESTAMP', 'timestamp(3) default CURRENT_TIMESTAMP(3)', 'MED'],
  ['CURRENT_TIMESTAMP', 'timestamp(3) default localtimestamp', 'MED'],
  ["(datetime('now','localtime'))", 'timestamp default now()', 'MED'],
  ['CURRENT_TIMESTAMP', "timestamptz default (now() at time zone 'utc')", 'MED'],
  ["(datetime('now','localtime'))", 'timestamptz default now()', 'MED'],
  ["(datetime('now','localtime'))", "timestamp default (now() at time zone 'utc')", 'MED'],
])('DEFAULT %s and %s', async (source, target, priority) => {
  const sql = `create table t (id integer primary key, at datetime default ${source});
    insert into t (at) values ('2024-01-01 10:00:00.123')`
  await withRehearsed(sql, `create table t (id bigint primary key, at ${target})`, ({ record }) => {
    const told = record.issues.filter(({ object }) => object === 'DEFAULT')
    expect(told).toMatchObject([{ code: 'target-rule-differs', column: 'at', priority }])
  })
})

test('of a moment it is told in the words of the source what another zone changes, also of numbers', async () => {
  const sql = `create table "User" (id integer primary key, "createdAt" datetime not null default current_timestamp, n datetime default (unixepoch() * 1000));
    insert into "User" values (1, 1700000000123, 1700000000123)`
  const target = `create table "User" (id bigint primary key, "createdAt" timestamp(3) not null default current_timestamp, n timestamptz default now())`
  await withRehearsed(sql, target, ({ record }) => {
    const told = record.issues.filter(({ object }) => object === 'DEFAULT')
    expect(told.map(({ priority, message }) => `${priority} ${message}`).toSorted()).toEqual([
      'LOW The target has DEFAULT now() for DEFAULT (unixepoch() * 1000) of the source: the same moment, perhaps with more decimals of a second',
      `MED The target has DEFAULT CURRENT_TIMESTAMP for DEFAULT current_timestamp of the source: a column without a zone takes the time of the session's zone, and that of SQLite is UTC; the same where the session has UTC`,
    ])
  })
})
