import { describe, expect, test } from 'vitest'
import { migratedOnce } from '../support/damaged-copy.ts'

/** Types that only PostgreSQL knows: an application has spelled their values in its own way. */
const SOURCE = `
  create table t (id integer primary key, span text, spot text, tags text, price decimal(10,2), micros bigint,
    shares text, stay text);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < 3000)
    insert into t select n, 'P' || (n % 9 + 1) || 'DT2H', '( ' || n || ', 2 )', '{ ' || n || ' , 7 }',
                         n + 0.25, n * 1000001, '{' || n || ',0.5}', '[2024-01-01,2024-01-02 10:00)' from i;`

/** Without a key, and sorted by what SQLite spells it would lie in another order. */
const KEYLESS = `
  create table loose (name text, span text, spot text);
  with recursive i(n) as (select 1 union all select n + 1 from i where n < 300)
    insert into loose select 'n' || (n % 100), 'PT' || n || 'H', '( ' || n || ' , 2)' from i;
  insert into loose select * from loose where span in ('PT7H', 'PT8H');
  create table spans (span text);
  insert into spans values ('10 hours'), ('2 days'), ('3 h'), ('100 minutes'), (null);
  create table notes (name text, body text);
  insert into notes values ('a', '{"n":1}'), ('a', '{"n": 1}'), ('a', '{"b":1,"a":2}'), ('a', '{ "zz":[1, 2]}'),
                           ('a', '{"a":1.50}'), ('b', '{"a":1}');
  create table bodies (body text);
  insert into bodies select body from notes;`

const TYPES = `
  alter table loose alter span type interval using span::interval, alter spot type point using spot::point;
  alter table spans alter span type interval using span::interval;
  alter table notes alter body type jsonb using body::jsonb;
  alter table bodies alter body type jsonb using body::jsonb;
  alter table t alter span type interval using span::interval, alter spot type point using spot::point,
    alter tags type int[] using tags::int[], alter price type money using price::money,
    alter micros type interval using make_interval(secs => micros / 1000000.0),
    alter shares type numeric(6,2)[] using shares::numeric(6,2)[], alter stay type tsrange using stay::tsrange;`

const validateAfter = migratedOnce(SOURCE + KEYLESS)

const DAMAGES: readonly (readonly [what: string, sql: string, mismatches: readonly string[]])[] = [
  ['nothing', '', []],
  [
    'a microsecond',
    `update t set span = span + interval '1 microsecond' where id in (1, 2999)`,
    ['t.span {"id":1} value', 't.span {"id":2999} value'],
  ],
  ['a coordinate', `update t set spot = point(1, 3) where id = 1`, ['t.spot {"id":1} value']],
  ['a share', `update t set shares = '{8,0.51}' where id = 8`, ['t.shares {"id":8} value']],
  [
    'an end of a range',
    `update t set stay = '[2024-01-01,2024-01-02 10:00]' where id = 8`,
    ['t.stay {"id":8} value'],
  ],
  ['an element', `update t set tags = tags || 1 where id = 3000`, ['t.tags {"id":3000} value']],
  ['a cent', `update t set price = price + 0.01::money where id = 7`, ['t.price {"id":7} value']],
  [
    'a microsecond of a count',
    `update t set micros = micros + interval '1 microsecond' where id = 9`,
    ['t.micros {"id":9} value'],
  ],
  [
    'an hour of a row without a key',
    `update loose set span = span + interval '1 h' where name = 'n7' and span = '107:00:00'`,
    ['loose {} extra', 'loose {} missing'],
  ],
  [
    'a document of a row without a key',
    `update notes set body = '{"a": 1.51}' where body = '{"a": 1.5}'`,
    ['notes {} extra', 'notes {} missing'],
  ],
  ['one of two documents that are alike', `delete from bodies where ctid = '(0,1)'`, ['bodies {} missing']],
  [
    'a row of two that are alike',
    `delete from loose where ctid = (select max(ctid) from loose)`,
    ['loose {} missing'],
  ],
  [
    'a value that is gone',
    `update t set span = null, micros = null where id = 5`,
    ['t.micros {"id":5} value', 't.span {"id":5} value'],
  ],
]

describe('in a table of types that SQLite does not know', () => {
  test.each(DAMAGES)('%s is named', async (_, sql, mismatches) => {
    const seen = await validateAfter(`${TYPES} ${sql}`)
    expect([...seen.mismatches].toSorted()).toEqual(mismatches)
    expect(seen.exitCode).toBe(mismatches.length === 0 ? 0 : 1)
  })
})
