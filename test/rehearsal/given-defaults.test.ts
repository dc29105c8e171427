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
