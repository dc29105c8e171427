import { describe, expect, it } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { sqliteFromSql } from '../../support/sqlite.ts'

describe('openSqlite', () => {
  it('gives integers as bigint, so that none is rounded', async () => {
    const database = openSqlite(
      await sqliteFromSql('create table t (a); insert into t values (9223372036854775807)'),
    )
    expect(database.prepare('select a from t').pluck().get()).toBe(9223372036854775807n)
    database.close()
  })

  it('cannot write, not even to a temporary table', async () => {
    const database = openSqlite(await sqliteFromSql('create table t (a)'))
    expect(() => database.exec('insert into t values (1)')).toThrow('readonly')
    expect(() => database.exec('create temp table x (a)')).toThrow('readonly')
    database.close()
  })

  it('runs no function that a stranger put into the schema', async () => {
    const database = openSqlite(await sqliteFromSql("create view v as select fts3_tokenizer('simple') as a"))
    expect(() => database.prepare('select a from v').get()).toThrow('unsafe use of fts3_tokenizer()')
    database.close()
  })

  it('does not create a database that is missing', () => {
    expect(() => openSqlite('/nonexistent.sqlite')).toThrow('unable to open database file')
  })
})
