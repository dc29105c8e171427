import { describe, expect, it } from 'vitest'
import type { PostgresConnection } from '../../../src/engines/postgres/database.ts'
import { databaseOn } from '../../../src/engines/postgres/server.ts'
import { withEmbeddedServer } from '../../support/embedded-server.ts'
import { rejection } from './rejection.ts'

/** Each test kills its server, so each has its own. */
function withOwnServer(
  use: (connection: PostgresConnection, kill: () => void) => Promise<void>,
): Promise<void> {
  return withEmbeddedServer(null, new AbortController().signal, async (server) => {
    const connection = await databaseOn(server, 'postgres').connect()
    const { rows } = await connection.query(
      `select pg_backend_pid() as backend, split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as postmaster`,
    )
    await use(connection, () => {
      for (const pid of [rows[0]?.postmaster, rows[0]?.backend]) process.kill(Number(pid), 'SIGKILL')
    })
    await connection.close()
  })
}

describe('a server that is killed', () => {
  it('in a statement makes it reject', () =>
    withOwnServer(async (connection, kill) => {
      const statement = rejection(connection.query('select pg_sleep(60)'))
      setTimeout(kill, 50)
      expect(await statement).toMatchObject({ code: 'postgres-connection-lost' })
    }))

  it('in COPY FROM STDIN makes the writes and the end reject', () =>
    withOwnServer(async (connection, kill) => {
      await connection.query('create table t (a text)')
      const sink = connection.copyIn('copy t from stdin')
      const megabyte = Buffer.from(`${'x'.repeat(1_000_000)}\n`)
      const endlessWrites = async (): Promise<never> => {
        for (let sent = 0; ; sent++) {
          if (sent === 20) kill()
          await sink.write(megabyte)
        }
      }
      expect(await rejection(endlessWrites())).toMatchObject({ code: 'postgres-connection-lost' })
      expect(await rejection(sink.end())).toMatchObject({ code: 'postgres-connection-lost' })
      await sink.abort()
    }))

  it('before COPY FROM STDIN is given up does not make that wait', () =>
    withOwnServer(async (connection, kill) => {
      await connection.query('create table t (a text)')
      const sink = connection.copyIn('copy t from stdin')
      await sink.write(Buffer.from('x\n'))
      kill()
      await sink.abort()
    }))

  it('in COPY TO STDOUT makes the reader reject', () =>
    withOwnServer(async (connection, kill) => {
      const pieces = connection.copyOut('copy (select generate_series(1, 100000000)) to stdout')
      const readAll = async (): Promise<void> => {
        let count = 0
        for await (const _piece of pieces) if (++count === 20) kill()
      }
      expect(await rejection(readAll())).toMatchObject({ code: 'postgres-connection-lost' })
    }))
})
