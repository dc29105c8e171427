import { expect, test } from 'vitest'
import type { RemedyAction } from '../../src/issues/remedy.ts'
import { remedied } from './remedied.ts'

const TRUTH = { do: 'cast', from: 'boolean' } as const

interface Cast {
  readonly title: string
  readonly sql: string
  readonly issue: string
  readonly remedy: RemedyAction
  readonly query: string
  readonly arrives: readonly (readonly (string | null)[])[]
  /** What would have changed. */
  readonly reason: string
}

/** A cast says in another way what the values are: what is computed from them must stay. */
const CASTS: readonly Cast[] = [
  {
    title: 'a day, a number and a truth of milliseconds',
    sql: `create table t (id integer primary key, a datetime, day text as (date(a / 1000, 'unixepoch')) stored,
                          g int as (a / 1000), y int as (a > 1609459200000) stored);
          insert into t (a) values (1609459200000), (1709459200000)`,
    issue: 'quality/date-encoding:t.a',
    remedy: { do: 'cast', from: 'epoch-milliseconds' },
    query: `select a at time zone 'UTC', day, g, y from t order by id`,
    arrives: [
      ['2021-01-01 00:00:00', '2021-01-01', '1609459200', '0'],
      ['2024-03-03 09:46:40', '2024-03-03', '1709459200', '1'],
    ],
    reason: '2 values of "day" and 2 values of "g" and 1 value of "y"',
  },
  {
    title: 'one that is computed by way of another, of a column that loses its affinity and STRICT',
    sql: `create table t (id integer primary key, a text, low text as (lower(a)), is_yes int as (low = 'yes')) strict;
          insert into t (a) values ('Yes'), ('no' || char(0))`,
    issue: 'quality/nul-in-text:t.a',
    remedy: TRUTH,
    query: 'select a, low, is_yes from t',
    arrives: [['Yes', 'yes', '1']],
    reason: '1 value of "low" and 1 value of "is_yes"',
  },
]

test.each(CASTS)('no cast changes a generated column: $title', async (given) => {
  const { record, rows } = await remedied(given.sql, [{ issue: given.issue, ...given.remedy }], given.query)
  expect(rows).toEqual(given.arrives)
  expect(record.remedies).toEqual([])
  expect(record.issues.filter(({ code }) => code === 'remedy-failed')).toMatchObject([
    {
      priority: 'HIGH',
      object: given.issue,
      message: expect.stringContaining(
        `${given.reason}, computed from it, would change; replace the generated column by an ordinary one`,
      ),
    },
  ])
})

test('another remedy works on the table whose cast was taken back', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a text, b any, is_yes int as (a = 'yes')) strict;
     insert into t (a, b) values ('yes', 1), ('no' || char(0), x'00ff')`,
    [
      { issue: 'quality/nul-in-text:t.a', ...TRUTH },
      { issue: '*:t.b', do: 'replace', find: null, with: 7 },
    ],
    'select b from t',
  )
  expect(record.remedies.map(({ column }) => column)).toEqual(['b'])
  expect(rows).toEqual([['7']])
})

test('a cast that leaves a generated column as it is works', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a boolean, known int as (a is not null) stored);
     insert into t (a) values ('yes'), ('no'), (null)`,
    [{ issue: 'quality/boolean-spelling:t.a', ...TRUTH }],
    'select a, known from t order by id',
  )
  expect(rows).toEqual([
    ['t', '1'],
    ['f', '1'],
    [null, '0'],
  ])
  expect(record.issues).toEqual([])
})

/** The owner gives the value another meaning: what is computed from it follows, as in the application. */
test.each<readonly [string, string, string, RemedyAction, readonly (string | null)[], number]>([
  ['date', `'2024-02-30'`, 'invalid-date', { do: 'null' }, [null, null], 1],
  ['varchar(3)', `'abcd'`, 'varchar-overflow', { do: 'truncate', length: null }, ['abc', 'abc!'], 1],
  ['decimal(3,1)', '123.5', 'decimal-overflow', { do: 'clamp', min: null, max: null }, ['99.9', '99.9!'], 1],
  ['text', `'a' || char(0)`, 'nul-in-text', { do: 'strip', characters: null }, ['a', 'a!'], 1],
  [
    'date',
    `'2024-02-30'`,
    'invalid-date',
    { do: 'sql', expression: `'2024-02-29'` },
    ['2024-02-29', '2024-02-29!'],
    1,
  ],
  [
    'date',
    `'2024-02-30'`,
    'invalid-date',
    { do: 'replace', find: '30', with: '29' },
    ['2024-02-29', '2024-02-29!'],
    1,
  ],
  [
    `date default '2024-01-01'`,
    `'2024-02-30'`,
    'invalid-date',
    { do: 'default' },
    ['2024-01-01', '2024-01-01!'],
    1,
  ],
])(
  'what is computed from a %s (%s) follows, and is counted',
  async (type, value, code, remedy, arrives, rows) => {
    const id = `quality/${code}:t.a`
    const found = await remedied(
      `create table t (id integer primary key, a ${type}, b text as (a || '!') stored, c text as (id || '?'));
     insert into t (a) values (${value}), (null)`,
      [{ issue: id, ...remedy }],
      'select a, b from t where id = 1',
    )
    expect(found.rows).toEqual([arrives])
    const followed = found.record.issues.filter(({ code }) => code === 'generated-column-remedied')
    expect(followed).toMatchObject([
      {
        priority: 'MED',
        column: 'b',
        object: id,
        rows,
        examples: [{ key: { id: 1 } }],
        message: `The values are computed from a, which the remedy "${remedy.do}" has changed`,
      },
    ])
  },
)

test('a value from which SQLite cannot compute another one is not written', async () => {
  const { record, rows } = await remedied(
    `create table t (id integer primary key, a varchar(7), b text as (json_extract(a, '$.x')));
     insert into t (a) values ('{"x":"long"}'), ('{}')`,
    [{ issue: 'quality/varchar-overflow:t.a', do: 'truncate', length: null }],
    'select a, b from t order by id',
  )
  expect(rows).toEqual([
    ['{"x":"long"}', 'long'],
    ['{}', null],
  ])
  expect(record.remedies).toEqual([])
  expect(record.issues.filter(({ code }) => code === 'remedy-failed')).toMatchObject([
    {
      message: 'The remedy "truncate" left 1 row as they were: SQLite cannot write the table: malformed JSON',
    },
  ])
})
