import { describe, expect, test } from 'vitest'
import type { Remedy } from '../../src/issues/remedy.ts'
import { remedied } from './remedied.ts'

const truncate = (issue: string): Remedy => ({ issue, do: 'truncate', length: null })
const ASTRAY = 'a foreign key would lead to another parent'
const UNIQUE = 'another row has the value, and it must be unique'

/** Each child with the name of its parent, null for none. */
const PARENTS = 'select c.id, u.n from c left join u on u.id = c.uid order by c.id'

interface Case {
  readonly title: string
  readonly sql: string
  readonly remedies: readonly Remedy[]
  readonly query?: string
  readonly rows: readonly (readonly (string | null)[])[]
  /** Of each remedy that has failed: the column, the rows, and the reason. */
  readonly failed: readonly (readonly [string, number, string])[]
  /** Of each remedy that has worked: the column, and the rows. */
  readonly applied: readonly (readonly [string, number])[]
}

const SQL = (parents: string, children: string, type = 'varchar(4)', more = '') => `
  create table u (id ${type} primary key, n text) ${more};
  create table c (id integer primary key, uid ${type} references U);
  insert into u values ${parents}; insert into c values ${children}`

const ANN_AND_BOB = SQL(`('abcd', 'Ann'), ('abcdefg', 'Bob')`, `(1, 'abcd'), (2, 'abcdefg')`)
const LED_ASTRAY = {
  rows: [
    ['1', 'Ann'],
    ['2', 'Bob'],
  ],
  failed: [
    ['c.uid', 1, ASTRAY],
    ['u.id', 1, UNIQUE],
  ],
  applied: [],
} as const

/** Two parents are cut to one text; the first takes it, and the second has to keep its key. */
const RIVALS = SQL(
  `('abcde', 'Ann'), ('abcdf', 'Bob')`,
  `(1, 'abcde'), (2, 'abcdf'), (3, 'abcdf'), (4, null)`,
)
const OF_RIVALS = {
  rows: [
    ['1', 'Ann'],
    ['2', 'Bob'],
    ['3', 'Bob'],
    ['4', null],
  ],
  failed: [
    ['c.uid', 2, ASTRAY],
    ['u.id', 1, UNIQUE],
  ],
  applied: [
    ['c.uid', 1],
    ['u.id', 1],
  ],
} as const

const CASES: readonly Case[] = [
  {
    title: 'the parent that keeps its key is cut first',
    sql: ANN_AND_BOB,
    remedies: [truncate('*:u.id'), truncate('*:c.uid')],
    ...LED_ASTRAY,
  },
  {
    title: 'the child of a parent that keeps its key is cut first',
    sql: ANN_AND_BOB,
    remedies: [truncate('*:c.uid'), truncate('*:u.id')],
    ...LED_ASTRAY,
  },
  {
    title: 'only the children are cut',
    sql: ANN_AND_BOB,
    remedies: [truncate('*:c.uid')],
    ...LED_ASTRAY,
    failed: [['c.uid', 1, ASTRAY]],
  },
  {
    title: 'of two parents with one new key, the parents are cut first',
    sql: RIVALS,
    remedies: [truncate('*:u.id'), truncate('*:c.uid')],
    ...OF_RIVALS,
  },
  {
    title: 'of two parents with one new key, the children are cut first',
    sql: RIVALS,
    remedies: [truncate('*:c.uid'), truncate('*:u.id')],
    ...OF_RIVALS,
  },
  {
    title: 'the same in a table WITHOUT ROWID, whose rows are named by what changes',
    sql: SQL(
      `('abcde', 'Ann'), ('abcdf', 'Bob')`,
      `(1, 'abcde'), (2, 'abcdf'), (3, 'abcdf'), (4, null)`,
      'varchar(4)',
      'without rowid',
    ),
    remedies: [truncate('*:c.uid'), truncate('*:u.id')],
    ...OF_RIVALS,
  },
  {
    title: 'a parent that was dropped has left its key to another',
    sql: `${SQL(`('abcd', 'Ann'), ('abcdefg', 'Bob')`, `(1, 'abcd'), (2, 'abcdefg')`)};
      alter table u add column d date; update u set d = '2024-02-30' where n = 'Ann'; update u set d = '2024-01-01' where n = 'Bob';
      insert into u values ('x', 'Cid', '2024-01-01')`,
    remedies: [{ issue: '*:u.d', do: 'drop-row' }, truncate('*:u.id'), truncate('*:c.uid')],
    rows: [
      ['1', null],
      ['2', 'Bob'],
    ],
    failed: [
      ['c.uid', 1, ASTRAY],
      ['u.id', 1, ASTRAY],
    ],
    applied: [['u.d', 1]],
  },
  {
    title: 'numbers are clamped to a key that is there',
    sql: SQL(
      `(999, 'Ann'), (12345, 'Bob'), (23456, 'Cid')`,
      '(1, 999), (2, 12345), (3, 23456)',
      'decimal(3,0)',
    ),
    remedies: [{ issue: '*:c.uid', do: 'clamp', min: null, max: null }],
    rows: [
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Cid'],
    ],
    failed: [['c.uid', 2, ASTRAY]],
    applied: [],
  },
  {
    title: 'a key of two columns, one of which is changed',
    sql: `create table u (a text, b varchar(2), n text, primary key (a, b));
      create table c (id integer primary key, x varchar(2), y text, foreign key (y, x) references u (a, b));
      insert into u values ('k', 'ab', 'Ann'), ('k', 'abc', 'Bob'), ('l', 'abc', 'Cid');
      insert into c values (1, 'ab', 'k'), (2, 'abc', 'k'), (3, 'abc', 'l')`,
    remedies: [truncate('*:c.x'), truncate('*:u.b')],
    query: 'select c.id, u.n from c left join u on u.a = c.y and u.b = c.x order by c.id',
    rows: [
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Cid'],
    ],
    failed: [
      ['c.x', 1, ASTRAY],
      ['u.b', 1, UNIQUE],
    ],
    applied: [
      ['c.x', 1],
      ['u.b', 1],
    ],
  },
  {
    title: 'a table that refers to itself',
    sql: `create table c (id varchar(2) primary key, uid varchar(2) references c (id), n text);
      insert into c values ('ab', null, 'Ann'), ('abc', 'abc', 'Bob'), ('x', 'ab', 'Cid')`,
    remedies: [truncate('*:c.uid'), truncate('*:c.id')],
    query: 'select c.n, u.n as parent from c left join c u on u.id = c.uid order by c.n',
    rows: [
      ['Ann', null],
      ['Bob', 'Bob'],
      ['Cid', 'Ann'],
    ],
    failed: [
      ['c.id', 1, UNIQUE],
      ['c.uid', 1, ASTRAY],
    ],
    applied: [],
  },
  {
    title: 'children and parents that are cut together stay together',
    sql: SQL(`('abcde', 'Ann'), ('bcdef', 'Bob')`, `(1, 'abcde'), (2, 'bcdef'), (3, 'bcdef')`),
    remedies: [truncate('*:c.uid'), truncate('*:u.id')],
    rows: [
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Bob'],
    ],
    failed: [],
    applied: [
      ['c.uid', 3],
      ['u.id', 2],
    ],
  },
  {
    title: 'keys of STRICT tables that are stripped stay together',
    sql: `create table u (id text primary key, n text) strict;
      create table c (id integer primary key, uid text references u (id)) strict;
      insert into u values ('1' || char(0), 'Ann'), ('2', 'Bob'), ('3', 'Cid');
      insert into c values (1, '1' || char(0)), (2, '2'), (3, '3')`,
    remedies: [{ issue: 'quality/*', do: 'strip', characters: null }],
    rows: [
      ['1', 'Ann'],
      ['2', 'Bob'],
      ['3', 'Cid'],
    ],
    failed: [],
    applied: [
      ['c.uid', 1],
      ['u.id', 1],
    ],
  },
]

describe('no remedy gives a child to another parent', () => {
  test.each(CASES)('$title', async ({ sql, remedies, query, rows, failed, applied }) => {
    const { record, rows: found } = await remedied(sql, remedies, query ?? PARENTS)
    expect(found).toEqual(rows)
    const told = record.issues.filter(({ code }) => code === 'remedy-failed')
    expect(
      told
        .map(({ table, column, rows, message, priority }) => [`${table}.${column}`, rows, message, priority])
        .toSorted(),
    ).toEqual(
      failed.map(([place, count, reason]) => [
        place,
        count,
        expect.stringContaining(`left ${count} row${count === 1 ? '' : 's'} as they were: ${reason}`),
        'HIGH',
      ]),
    )
    const done = record.remedies.map(({ table, column, rows }) => [`${table}.${column}`, rows])
    expect(done.toSorted()).toEqual(applied)
    for (const { rows, effect, examples } of record.remedies) {
      expect(effect).toMatch(new RegExp(`^${rows} (value|row)s? `))
      expect(examples).toHaveLength(Math.min(rows, examples.length))
    }
  })
})

const MIXED = `create table t (id integer primary key, a text unique);
  insert into t values (1, 'x'), (2, cast('x' as blob)), (3, 'y'), (4, 'z')`
const AS_TEXT: Remedy = { issue: 'quality/*', do: 'sql', expression: 'cast(a as text)' }
const DROPPED: Remedy = { issue: 'integrity/*', do: 'drop-row' }

describe('what a remedy has left is judged when all of them have run', () => {
  test.each([
    ['first', [DROPPED, AS_TEXT]],
    ['last', [AS_TEXT, DROPPED]],
  ])('rows that are dropped %s are not left', async (_, remedies) => {
    const { record, rows } = await remedied(MIXED, remedies, 'select a from t order by id')
    expect(rows).toEqual([['x'], ['y'], ['z']])
    expect(record.issues).toEqual([])
    expect(record.result).toBe('complete')
  })

  test('nor are those that a remedy of another issue has mended, or dropped', async () => {
    const { record } = await remedied(
      `create table t (id integer primary key, a integer, d date);
       insert into t values (1, 1, '2024-01-01'), (2, 'x', '2024-02-30'), (3, 3, '2024-01-01')`,
      [
        { issue: '*:t.a', do: 'strip', characters: null },
        { issue: '*:t.d', do: 'drop-row' },
      ],
      'select 1',
    )
    expect(record.issues).toEqual([])
  })

  test('but those that are still there, also where every row is left and others have changed', async () => {
    const { record } = await remedied(
      `create table t (id integer primary key, a varchar(2) unique, b varchar(2));
       insert into t values (1, 'ab', 'long'), (2, 'abc', 'x'), (3, 'abd', 'y')`,
      [truncate('*:t.a'), truncate('*:t.b')],
      'select 1',
    )
    expect(record.issues.filter(({ code }) => code === 'remedy-failed')).toMatchObject([
      { priority: 'HIGH', rows: 2, message: `The remedy "truncate" left 2 rows as they were: ${UNIQUE}` },
    ])
  })
})
