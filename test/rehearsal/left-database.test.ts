import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { connect } from '../../src/engines/postgres/connect.ts'
import type { PostgresConnection } from '../../src/engines/postgres/database.ts'
import type { ProgressEvent } from '../../src/progress/context.ts'
import { rehearse } from '../../src/rehearsal/rehearse.ts'
import { checklistRole, checklistSettings } from '../support/checklist.ts'
import { testServer } from '../support/postgres.ts'
import { serverUrl, testSettings } from '../support/rehearse.ts'
import { sqliteFromSql } from '../support/sqlite.ts'
import { expectValidRecord } from '../support/valid-record.ts'

/** A session of another role in the database of a role, as a pooler keeps it. */
async function keepSession(owner: string): Promise<PostgresConnection> {
  const administrator = await connect(testServer().address)
  const { rows } = await administrator.query(
    `select datname from pg_database d join pg_roles r on r.oid = datdba where rolname = $1`,
    [owner],
  )
  await administrator.close()
  return await connect({ ...testServer().address, database: rows[0]?.datname ?? '' })
}

test('a database with a session that the user may not end is named in the record, with how to drop it', async () => {
  await checklistRole('login createdb', async (user, password) => {
    const server = { ...testServer(), address: { ...testServer().address, user, password } }
    const snapshot = await sqliteFromSql(
      `create table t (id integer primary key, a text); insert into t values (1, '${randomBytes(4).toString('hex')}')`,
    )
    const settings = await testSettings(snapshot, {
      postgres: { url: serverUrl(server), version: null },
      checklist: checklistSettings({}),
    })
    let kept: Promise<PostgresConnection> | null = null
    const notes: string[] = []
    const emit = (event: ProgressEvent) => {
      if (event.type !== 'note') return
      notes.push(event.message)
      kept ??= event.message.startsWith('checklist:') ? keepSession(user) : null
    }
    const record = await rehearse(settings, { emit, signal: new AbortController().signal }, { commit: null })
    const { database } = record.target
    const session = await (kept as Promise<PostgresConnection> | null)
    await session?.close()
    const administrator = await connect(testServer().address)
    await administrator.query(`drop database "${database}" with (force)`).finally(administrator.close)
    expectValidRecord(record)
    expect(record.warnings).toEqual([
      expect.stringMatching(`^The scratch database ${database} with what this run put into it is still at `),
    ])
    expect(record.warnings[0]).toContain(`DROP DATABASE "${database}"`)
    expect(notes).toContain(record.warnings[0])
  })
})
