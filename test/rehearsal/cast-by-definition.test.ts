import { expect, test } from 'vitest'
import { remedied } from './remedied.ts'

const UNKNOWN = 'schema/declared-type-unknown:access.flag'
const TYPE_AND_VALUES = 'select pg_typeof(flag)::text, flag::text from access order by id'

test.each([
  ['YESNO', '(-1), (0), (null)', ['true', 'false', null]],
  ['TOGGLE', '(1), (0), (1)', ['true', 'false', 'true']],
  ['LOGICAL', `('T'), ('F'), ('yes')`, ['true', 'false', 'true']],
])('a cast tells what a column of %s with %s is, whose type says nothing', async (type, values, arrives) => {
  const { record, rows } = await remedied(
    `create table access (id integer primary key, flag ${type}); insert into access (flag) values ${values}`,
    [{ issue: UNKNOWN, do: 'cast', from: 'boolean' }],
    TYPE_AND_VALUES,
  )
  expect(rows).toEqual(arrives.map((value) => ['boolean', value]))
  expect(record.issues).toEqual([])
  expect(record.result).toBe('complete')
})

test('so it does where the column holds nothing', async () => {
  const { record, rows } = await remedied(
    'create table access (id integer primary key, flag toggle); insert into access (id) values (1)',
    [{ issue: UNKNOWN, do: 'cast', from: 'boolean' }],
    TYPE_AND_VALUES,
  )
  expect(rows).toEqual([['boolean', null]])
  expect(record.issues).toEqual([])
})

test('a cast that reads no value of such a column is told to have changed nothing', async () => {
  const { record, rows } = await remedied(
    `create table access (id integer primary key, flag logical); insert into access (flag) values ('maybe'), ('x')`,
    [{ issue: UNKNOWN, do: 'cast', from: 'boolean' }],
    TYPE_AND_VALUES,
  )
  expect(rows.map(([type]) => type)).toEqual(['text', 'text'])
  expect(record.issues.map(({ code, message }) => [code, message])).toEqual(
    expect.arrayContaining([
      ['remedy-failed', 'The remedy "cast" from boolean changed nothing: 2 rows of the issue are as before'],
    ]),
  )
})

test('any other remedy still needs rows', async () => {
  const { record } = await remedied(
    `create table access (id integer primary key, flag yesno); insert into access (flag) values (-1), (0)`,
    [{ issue: UNKNOWN, do: 'null' }],
    TYPE_AND_VALUES,
  )
  expect(record.issues.map(({ message }) => message)).toContain(
    'The remedy "null" could not be applied: the issue is not about rows',
  )
})
