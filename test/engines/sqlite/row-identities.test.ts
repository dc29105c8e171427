import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqlite } from '../../../src/engines/sqlite/open-sqlite.ts'
import { attachIdentities, noteOf, RowIdentities } from '../../../src/engines/sqlite/row-identities.ts'
import { sqliteFromSql, temporaryDirectory } from '../../support/sqlite.ts'

test.each([
  ['numbers', 'k integer primary key', [-(2n ** 63n), 0n, 2n ** 53n + 1n, 2n ** 63n - 1n], 'k'],
  ['texts', 'k text collate nocase primary key', ['', 'Ada', 'ada', "it's", '1', 'nul\0'], 'concat(hex(k))'],
] as const)(
  'a set of %s holds what was added, and nothing else',
  async (_, column, identities, expression) => {
    const source = await sqliteFromSql(`create table t (${column.replace('primary key', '')}, n integer)`)
    const path = join(await temporaryDirectory(), `it's a set.sqlite`)
    const set = new RowIdentities(path, 'UTF-8')
    const stored = identities.map((key) =>
      typeof key === 'bigint' ? key : Buffer.from(key).toString('hex').toUpperCase(),
    )
    for (const [place, identity] of stored.slice(1).entries()) set.add(identity, place === 0 ? null : place)
    for (const identity of stored.slice(1)) set.add(identity, 99)
    set.close()

    const database = openSqlite(source)
    const predicate = attachIdentities(database, { path, identity: expression }, 'a set')
    const rows = identities.map(() => `select ? as k`).join(' union all ')
    const found = database
      .prepare(`select ${predicate} from (${rows})`)
      .pluck()
      .all(...identities)
    expect(found).toEqual(identities.map((_key, index) => (index === 0 ? 0n : 1n)))
    const notes = database
      .prepare(`select ${noteOf(expression, 'a set')} from (${rows})`)
      .pluck()
      .all(...identities)
    expect(notes).toEqual([null, null, ...identities.slice(2).map((_key, index) => BigInt(index + 1))])
    database.close()
  },
)

test('the index of the set serves the question, whatever the type of the column', async () => {
  const source = await sqliteFromSql('create table t (k integer primary key, a integer)')
  const path = join(await temporaryDirectory(), 'set.sqlite')
  new RowIdentities(path, 'UTF-8').close()
  const database = openSqlite(source)
  const predicate = attachIdentities(database, { path, identity: '"k"' }, 'a set')
  const plan = database
    .prepare(`explain query plan select count(*) from t where not (${predicate})`)
    .raw()
    .all()
  expect(plan.flat().join(' ')).toContain('FOR IN-OPERATOR')
  database.close()
})
