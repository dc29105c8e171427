import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/** Tables of more than a megabyte are first compared as they lie, without a sort. */
const ROWS = 20_000
const SOURCE = `
  create table numbered (id integer primary key, name text, doc json);
  create table worded (word text primary key, note text) without rowid;
  create table keyless (word text, n integer);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < ${ROWS})
    insert into numbered select 3 * n, 'a name that is long enough to fill a page ' || n, '{"n": ' || n || '}' from i;
  insert into worded select 'w' || (60000 - id), name from numbered;
  insert into keyless select name, id % 7 from numbered;`

const validateAfter = migratedOnce(SOURCE)

const DAMAGES: readonly (readonly [what: string, sql: string, mismatches: readonly string[]])[] = [
  [
    'a cell in the last row',
    `update numbered set name = 'x' where id = ${3 * ROWS}`,
    [`numbered.name {"id":${3 * ROWS}} value`],
  ],
  [
    'a cell in the first row',
    `update numbered set doc = '{"n": 2}' where id = 3`,
    ['numbered.doc {"id":3} value'],
  ],
  ['the last row', `delete from numbered where id = ${3 * ROWS}`, [`numbered {"id":${3 * ROWS}} missing`]],
  ['a row behind the last', `insert into numbered values (0, 'x')`, ['numbered {"id":0} extra']],
  [
    'two rows that changed places',
    `update numbered a set name = b.name from numbered b where (a.id, b.id) in ((9, 12), (12, 9))`,
    ['numbered.name {"id":9} value', 'numbered.name {"id":12} value'],
  ],
  ['a row of a text key', `delete from worded where word = 'w30000'`, ['worded {"word":"w30000"} missing']],
  [
    'a cell of a row without a key',
    `update keyless set n = 99 where word like '% 777'`,
    ['keyless {} missing', 'keyless {} extra'],
  ],
]

describe('in a table that is compared as it lies', () => {
  test.each(DAMAGES)('%s is named', async (_, sql, mismatches) => {
    const seen = await validateAfter(sql)
    expect([...seen.mismatches].toSorted()).toEqual([...mismatches].toSorted())
    expect(seen.exitCode).toBe(1)
  })
})

test.each([
  ['nothing', 'select 1'],
  ['rows that were written again, and lie elsewhere', 'update numbered set name = name where id % 2 = 0'],
  ['rows in another order', 'cluster worded using worded_pkey'],
  ['JSON in its binary form', 'alter table numbered alter doc type jsonb'],
  [
    'rows without a key in another order',
    'create table k as select * from keyless order by n desc; truncate keyless; insert into keyless select * from k; drop table k',
  ],
])('no cell differs after %s', async (_, sql) => {
  const { record, mismatches } = await validateAfter(sql)
  expect(mismatches).toEqual([])
  expect(record.tables.map(({ name, cellsCompared }) => [name, cellsCompared])).toEqual([
    ['numbered', 3 * ROWS],
    ['worded', 2 * ROWS],
    ['keyless', 2 * ROWS],
  ])
})
