import { expect, test } from 'vitest'
import { rehearseFile } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

const UUIDS = [`x'6fa459eaee8a4ca4894edb77e160355e'`, `x'7fa459eaee8a4ca4894edb77e160355e'`]
const DECLARE_TEXT = 'Correct the values, or declare the column as TEXT.'
const DECLARE_BLOB = 'Correct the values, or declare the column as BLOB.'
const BINARY = 'Correct the values: a column of TEXT would refuse those that are binary.'
const BLOBS = 'Correct the values: a column of TEXT would refuse the blobs.'

test.each<readonly [string, readonly string[], readonly string[], string | null]>([
  ['uuid numeric(16)', [...UUIDS, 'null'], ['MED uuid-bytes 2'], null],
  ['uuid numeric(16)', [...UUIDS, `'x'`], ['MED uuid-bytes 2', 'MED invalid-uuid 1'], null],
  ['uuid numeric(16)', [`x'00'`, `x'01'`], ['MED wrong-storage-class 2'], DECLARE_BLOB],
  ['hash numeric(16)', [`x'ff'`, `x'fe'`], ['MED wrong-storage-class 2'], DECLARE_BLOB],
  // the blob is refused, and the number becomes a text: two rows, each with a fate of its own
  ['n numeric(16)', [`x'ff'`, '1'], ['HIGH wrong-storage-class 1', 'MED mixed-storage-classes 1'], BINARY],
  [
    'n integer',
    [`'a'`, `'b'`, '1', '2'],
    ['HIGH wrong-storage-class 2', 'MED mixed-storage-classes 2'],
    DECLARE_TEXT,
  ],
  ['n integer', [`x'ff'`, '1', '2'], ['HIGH wrong-storage-class 1'], BINARY],
  ['n integer', [`'a'`, '1', '2'], ['HIGH wrong-storage-class 1'], DECLARE_TEXT],
  ['n blob', [`x'ff'`, `x'fe'`, '2'], ['HIGH wrong-storage-class 1'], BLOBS],
  ['n string', [`x'ff'`, `x'fe'`, '2'], ['HIGH binary-in-text 2', 'HIGH mixed-storage-classes 1'], null],
])('%s with %j', async (column, values, issues, remedy) => {
  const rows = values.map((value, at) => `(${at + 1}, ${value})`).join(', ')
  const path = await sqliteFromSql(
    `create table t (id integer primary key, ${column}); insert into t values ${rows}`,
  )
  const record = await rehearseFile(path)
  expect(record.summary.mismatches).toBe(0)
  const told = record.issues.filter(({ code }) => code !== 'declared-type-unknown')
  expect(told.map(({ priority, code, rows: count }) => `${priority} ${code} ${count}`).toSorted()).toEqual(
    issues.toSorted(),
  )
  const advised = told.find(({ code }) => code === 'wrong-storage-class')
  expect(advised?.remedy ?? null).toBe(remedy)
})
