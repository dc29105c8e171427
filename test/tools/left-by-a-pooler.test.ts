import { expect, it } from 'vitest'
import { connect } from '../../src/engines/postgres/connect.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { quoteIdentifier } from '../../src/sql/quote.ts'
import { checklistRole, checklistSettings } from '../support/checklist.ts'
import { withPgbouncer } from '../support/pgbouncer.ts'
import { testServer } from '../support/postgres.ts'
import { quietContext, serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'

it('names the database that sessions of a PgBouncer keep on the server', async () => {
  const { address } = testServer()
  await checklistRole('login createdb createrole', async (user, password) => {
    await withPgbouncer({}, async (url) => {
      const given = serverUrl({ ...testServer(), address: { ...address, user, password } })
      const source = await sqliteFromSql(
        'create table t (id integer primary key, a text); insert into t values (1, 0)',
      )
      const settings = await testSettings(source, {
        postgres: { url: given, version: null },
        checklist: checklistSettings({ 'connection-pooling': { 'pooler-url': url } }),
      })
      const record = await rehearse(settings, quietContext(), { commit: null })
      const { database } = record.target
      const administrator = await connect(address)
      await administrator
        .query(`drop database ${quoteIdentifier(database ?? '')} with (force)`)
        .finally(administrator.close)
      expect(record.warnings).toEqual([expect.stringContaining(`DROP DATABASE "${database}"`)])
    })
  })
})
