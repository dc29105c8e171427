import { expect, test } from 'vitest'
import { KeptConnections } from '../../../src/engines/sqlite/kept-connections.ts'
import { keptStatement } from '../../../src/engines/sqlite/kept-statement.ts'
import { openSqlite, type SqliteDatabase } from '../../../src/engines/sqlite/open-sqlite.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

const TABLE = 'create table t (id integer primary key); insert into t values (1), (2)'
const ROW = 'select id from t where id = ?'

test('a connection is lent again, and closed after many loans, which frees its statements', async () => {
  const path = await sqliteFromSql(TABLE)
  const opened: SqliteDatabase[] = []
  const connections = new KeptConnections(() => {
    const database = openSqlite(path)
    opened.push(database)
    return database
  }, 122)
  const both = [connections.take(), connections.take()]
  expect(new Set(both).size).toBe(2)
  for (const database of both) connections.giveBack(database)
  for (let loan = 0; loan < 120; loan += 1) {
    const database = connections.take()
    expect(database.open).toBe(true)
    connections.giveBack(database)
  }
  expect(opened.length).toBe(3)
  expect(opened.filter(({ open }) => open).length).toBe(1)
  connections.close()
  expect(opened.filter(({ open }) => open)).toEqual([])
})

test('where there are thousands of tables, a connection is kept for more of them, for it reads all their definitions', async () => {
  const path = await sqliteFromSql(TABLE)
  let opened = 0
  const connections = new KeptConnections(() => {
    opened += 1
    return openSqlite(path)
  }, 2000)
  for (let loan = 0; loan < 200; loan += 1) connections.giveBack(connections.take())
  connections.close()
  expect(opened).toBe(2)
})

test('a statement is prepared once for each connection', async () => {
  const path = await sqliteFromSql(TABLE)
  const [one, other] = [openSqlite(path), openSqlite(path)]
  const statement = keptStatement(one, ROW)
  expect(keptStatement(one, ROW)).toBe(statement)
  expect(keptStatement(other, ROW)).not.toBe(statement)
  expect(keptStatement(one, 'select 1')).not.toBe(statement)
  expect([1, 2, 3].map((id) => keptStatement(one, ROW).get(id))).toEqual([{ id: 1n }, { id: 2n }, undefined])
  for (const database of [one, other]) database.close()
})
