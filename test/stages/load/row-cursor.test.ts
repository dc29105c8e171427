import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { isDamage } from '../../../src/engines/sqlite/sqlite-error.ts'
import { RowCursor } from '../../../src/stages/load/row-cursor.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const QUERY = {
  table: 't',
  line: 'v',
  where: null,
  order: { rowid: 'id' },
  batchRows: 10,
  utf16: false,
} as const

test('a row that a damaged file gave once and does not give again is damage, which costs the table and not the run', async () => {
  const path = await sqliteFromSql(
    `create table t (id integer primary key, v text); insert into t values (1, 'a'), (2, 'b')`,
  )
  const database = openSqlite(path)
  const cursor = new RowCursor(database, QUERY, ['v'])
  expect([cursor.at(0), cursor.at(1), cursor.at(1)]).toEqual([['a'], ['b'], ['b']])
  const beyond = () => cursor.at(2)
  expect(beyond).toThrow('a row that was read is not there any more')
  expect(beyond).toThrow(expect.toSatisfy(isDamage))
  cursor.close()
  database.close()
})
