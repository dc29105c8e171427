import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../../src/engines/postgres/database.ts'
import { withGivenDatabase } from '../../../../src/engines/postgres/provision/given-database.ts'
import { testServer, withTestDatabase } from '../../../support/postgres.ts'
import { serverUrl } from '../../../support/rehearse.ts'
import { rejection } from '../rejection.ts'

const REASON = new Error('cancelled')

/** Milliseconds: a run that hears the abort is over long before. */
const SOON = 10_000

const COPY_FOR_EVER = 'copy (select pg_sleep(3600)) to stdout'

describe('a database that is given', () => {
  it.each([
    ['a statement', (session: PostgresConnection) => session.query('select pg_sleep(3600)')],
    [
      'a statement with values',
      (session: PostgresConnection) => session.read('select pg_sleep($1)', ['3600']),
    ],
    [
      'a COPY',
      async ({ copyOut }: PostgresConnection) => {
        for await (const piece of copyOut(COPY_FOR_EVER)) void piece
      },
    ],
  ] as const)('is let go of in the middle of %s when the run is aborted', async (_, wait) => {
    await withTestDatabase(async ({ name, connect }) => {
      const [observer, bystander] = [await connect(), await connect()]
      const cancel = new AbortController()
      const url = serverUrl(testServer(), name)
      const run = rejection(
        withGivenDatabase(url, null, cancel.signal, async (database) => {
          const sessions = [await database.connect(), await database.connect()]
          await Promise.all(sessions.map((session) => wait(session).finally(session.close)))
        }),
      )
      await expect.poll(() => sleeping(observer), { timeout: SOON }).toBe(2)
      cancel.abort(REASON)
      expect(await Promise.race([run, delay(SOON)])).toBe(REASON)
      await expect.poll(() => sleeping(observer)).toBe(0)
      expect((await bystander.query('select 1')).rowCount).toBe(1)
      await Promise.all([observer.close(), bystander.close()])
    })
  })

  it('ends a session that is opened after the abort', async () => {
    await withTestDatabase(async ({ name }) => {
      const cancel = new AbortController()
      const run = withGivenDatabase(serverUrl(testServer(), name), null, cancel.signal, async (database) => {
        cancel.abort(REASON)
        await database.connect()
      })
      expect(await rejection(run)).toBe(REASON)
    })
  })

  it('is not waited for when its server says nothing and the run is aborted', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const url = `postgres://u:p@127.0.0.1:${port}/d`
    const run = rejection(withGivenDatabase(url, null, AbortSignal.timeout(200), async () => {}))
    expect(await Promise.race([run, delay(SOON)])).toMatchObject({ name: 'TimeoutError' })
    silent.close()
  })
})

async function sleeping(observer: PostgresConnection): Promise<number> {
  const { rowCount } = await observer.query(
    `select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query like '%pg_sleep%' and state = 'active'`,
  )
  return rowCount
}
