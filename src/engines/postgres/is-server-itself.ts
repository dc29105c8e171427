import type { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { CONNECT_TIMEOUT_MS, loginConfig } from './connect.ts'
import type { ServerAddress } from './server-address.ts'
import { SessionClient } from './session-client.ts'

/** Settings that only some users may see are null. */
const SELECT_ENDS = `
select pg_catalog.pg_backend_pid() as pid, pg_catalog.inet_client_port() as client_port,
       pg_catalog.current_setting('port') as port,
       (select setting from pg_catalog.pg_settings where name = 'unix_socket_directories') as folders`

/**
 * Whether PostgreSQL itself answers at an address, without a pooler between. True only where that is certain: the server has
 * greeted us with the number of its process, which a pooler makes up or passes on, and it sees the port that we speak
 * from, where a pooler has one of its own; or it listens on that very socket.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-BACKENDKEYDATA
 *
 * @returns false also where no session comes about
 */
export async function isServerItself(address: ServerAddress): Promise<boolean> {
  const client = new SessionClient({
    ...loginConfig(address, 'pg-rehearsal'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  let greeted: number | null = null
  const connection: EventEmitter = client.connection
  connection.once('backendKeyData', ({ processID }: { readonly processID: number }) => {
    greeted = processID
  })
  try {
    await client.connect()
    // in one query: a pooler may lend another session for the next
    const [row] = (await client.query<Record<string, string | null>>(SELECT_ENDS)).rows
    if (row === undefined || row.pid !== String(greeted)) return false
    const { stream } = client.connection
    const ownPort = stream instanceof Socket ? stream.localPort : undefined
    if (ownPort !== undefined) return row.client_port === String(ownPort)
    const folders = (row.folders ?? '').split(',').map((folder) => folder.trim())
    return row.port === String(address.port) && folders.some((folder) => join(folder) === join(address.host))
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
