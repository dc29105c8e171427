import type { Client } from 'pg'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { CONNECT_TIMEOUT_MS, loginConfig } from '../connect.ts'
import { connectionRefused } from '../connection-errors.ts'
import { addressLabel, type ServerAddress } from '../server-address.ts'
import { SessionClient } from '../session-client.ts'

/**
 * Refuses a pooler that lends sessions for one transaction at a time. What a session sets for itself would hold for
 * others and not for us, and cells that were printed by other rules would look damaged. Such a pooler gives two clients
 * the same session, or one client several. https://www.pgbouncer.org/features.html
 *
 * @throws RehearsalError `postgres-unsupported`, and as `connect` does
 */
export async function requireOwnSessions(address: ServerAddress): Promise<void> {
  const [one, other] = [bareClient(address), bareClient(address)]
  try {
    await one.connect()
    const first = [await sessionOf(one), await sessionOf(one)]
    await other.connect()
    if (new Set([...first, await sessionOf(other)]).size === 2 && first[0] === first[1]) return
  } catch (error) {
    throw connectionRefused(error, address)
  } finally {
    await Promise.all([one, other].map((client) => client.end().catch(() => {})))
  }
  throw new RehearsalError(
    'postgres-unsupported',
    `At ${addressLabel(address)} is a pooler that lends sessions for one transaction at a time.`,
    {
      hint: 'Name the port of PostgreSQL itself in the URL, or a pool in session mode. The checklist tests a pooler by its `pooler-url`.',
    },
  )
}

/** Sets nothing, for what it sets would stay in a session that is not its own. */
function bareClient(address: ServerAddress): Client {
  return new SessionClient({
    ...loginConfig(address, 'pg-rehearsal'),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
}

async function sessionOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ session: string }>('select pg_catalog.pg_backend_pid() as session')
  return rows[0]?.session ?? ''
}
