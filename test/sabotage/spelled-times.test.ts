import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/**
 * More than a megabyte, so that rows are paired by their places, and times are compared as they are spelled. The first
 * rows are spelled as PostgreSQL prints them; `mixed` has other spellings behind.
 */
const ROWS = 20_000
const SOURCE = `
  create table plain (id integer primary key, at datetime, day date, clock time, note text);
  create table mixed (id integer primary key, at datetime, day date, clock time, note text);
  create table odd (id integer primary key, at datetime, note text);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < ${ROWS})
    insert into plain select n, datetime(n * 1000, 'unixepoch'), date(n * 86400, 'unixepoch'), time(n, 'unixepoch'),
                             'a note that is long enough to fill a page' from i;
  insert into mixed select * from plain;
  update mixed set at = case id % 5 when 0 then replace(at, ' ', 'T') when 1 then at || '.500' when 2 then at || '.000'
                                    when 3 then date(at) else substr(at, 1, 16) end,
                   clock = case id % 2 when 0 then clock || '.250' else substr(clock, 1, 5) end
             where id > 15000 and id % 7 = 0;
  update mixed set at = null, day = null, clock = null where id = 18000;
  insert into odd select id, replace(at, ' ', 'T'), note from plain;`

const validateAfter = migratedOnce(SOURCE)

const DAMAGES: readonly (readonly [what: string, sql: string, mismatches: readonly string[]])[] = [
  [
    'a microsecond',
    `update plain set at = at + interval '1 microsecond' where id = 19999`,
    ['plain.at {"id":19999} value'],
  ],
  ['a day', 'update plain set day = day + 1 where id = 1', ['plain.day {"id":1} value']],
  [
    'a second',
    `update plain set clock = clock + interval '1 s' where id = 500`,
    ['plain.clock {"id":500} value'],
  ],
  ['a time that is gone', 'update plain set at = null where id = 20000', ['plain.at {"id":20000} value']],
  [
    'times of rows that are spelled otherwise',
    `update mixed set at = at + interval '1 ms' where id in (15001, 15008, 15015, 15022, 15029)`,
    [15001, 15008, 15015, 15022, 15029].map((id) => `mixed.at {"id":${id}} value`),
  ],
  [
    'a time where there was none',
    `update mixed set day = '2000-01-01' where id = 18000`,
    ['mixed.day {"id":18000} value'],
  ],
  [
    'a minute among times with a T',
    `update odd set at = at - interval '1 min' where id = 7`,
    ['odd.at {"id":7} value'],
  ],
]

describe('in a table of times', () => {
  test.each(DAMAGES)('%s is named', async (_, sql, mismatches) => {
    const seen = await validateAfter(sql)
    expect([...seen.mismatches].toSorted()).toEqual([...mismatches].toSorted())
    expect(seen.exitCode).toBe(1)
  })
})

test('no cell differs, however times are spelled', async () => {
  const { record, mismatches } = await validateAfter('select 1')
  expect(mismatches).toEqual([])
  expect(record.tables.map(({ name, cellsCompared }) => [name, cellsCompared])).toEqual([
    ['plain', 5 * ROWS],
    ['mixed', 5 * ROWS],
    ['odd', 3 * ROWS],
  ])
})
