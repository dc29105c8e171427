import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const BAD = `(1, '{"a":1}'), (2, '{bad'), (3, '[]'), (4, '{}')`

test.each([
  ['an index', 'j json', '; create index ij on t (j)', BAD],
  ['UNIQUE', 'j json unique', '', BAD],
  ['a foreign key', 'j json references t (j)', '; create unique index uj on t (j)', BAD],
  [
    'an index, most of it no JSON',
    'j jsonb',
    '; create index ij on t (j)',
    `(1, 'x'), (2, '{bad'), (3, '[]')`,
  ],
])('what is no JSON is told of a column of JSON with %s', async (_, column, more, rows) => {
  const source = `create table t (id integer primary key, ${column})${more}; insert into t values ${rows}`
  const record = await rehearseFile(await sqliteFromSql(source))
  const told = record.issues.filter(({ code }) => code === 'invalid-json')
  expect(told).toMatchObject([{ priority: 'MED', column: 'j', rows: rows.includes(`'x'`) ? 2 : 1 }])
  expect(record.summary).toMatchObject({ rowsRejected: 0, mismatches: 0, validation: 'PASS' })
})

test.each(['', '; create index ij on t (j)'])('so is JSONB of SQLite: json%s', async (index) => {
  const source = `create table t (id integer primary key, j json)${index};
                  insert into t values (1, '{"a":1}'), (2, x'4C17611331'), (3, '[]'), (4, '{}')`
  const record = await rehearseFile(await sqliteFromSql(source))
  const told = record.issues.filter(({ code }) => code === 'sqlite-jsonb')
  expect(told).toMatchObject([{ column: 'j', rows: 1 }])
})
