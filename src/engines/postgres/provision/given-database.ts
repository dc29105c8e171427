import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { untilCancelled } from '../../../progress/until-cancelled.ts'
import { connect } from '../connect.ts'
import type { PostgresConnection, PostgresDatabase } from '../database.ts'
import { databaseOn } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { untilAborted } from '../until-aborted.ts'
import { requireVersion } from './require-version.ts'
import { openServerAtUrl } from './url.ts'

/**
 * Every session begins read-only, so that a mistake of ours cannot write either; and one that may not see all rows of a
 * table is refused, as for pg_dump, and does not take those it sees for all.
 * https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
const READ_ALL_OR_NOTHING = '-c default_transaction_read_only=on -c row_security=off'

/**
 * Lends the database that a URL names, to be read and never written. An abort of `signal` ends the sessions of this run
 * there, so that `use` cannot go on waiting for a lock; those of others are never touched.
 *
 * @param version the major version that its server must have; null takes any
 * @throws RehearsalError `usage-invalid` for a malformed URL, `postgres-unreachable`, `postgres-refused`,
 *   `postgres-unsupported` for another version; the reason of `signal`
 */
export async function withGivenDatabase<T>(
  url: string,
  version: number | null,
  signal: AbortSignal,
  use: (database: PostgresDatabase) => Promise<T>,
): Promise<T> {
  const server = await untilCancelled(signal, () => openServerAtUrl(url))
  requireVersion(server, version, 'The server of the URL')
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(' ')
  const address = { ...server.address, options }
  const sessions = await OwnSessions.open(address, signal)
  const database = {
    ...databaseOn({ ...server, address }, address.database),
    connect: () => sessions.connect(),
  }
  return await untilAborted(
    signal,
    () => sessions.end(),
    () => use(database),
  ).finally(() => sessions.close())
}

/** Milliseconds in which a server that can be reached has ended its sessions. */
const GRACE_MS = 2000

/**
 * A session that waits for a lock does not hear that its client has gone, so another one ends it on the server: any role
 * may end sessions of its own. https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SIGNAL
 */
const TERMINATE_SESSIONS = `
select pg_catalog.pg_terminate_backend(pid)
  from pg_catalog.pg_stat_activity
 where application_name = $1 and usename = current_user and pid <> pg_catalog.pg_backend_pid()`

/** The sessions of one run in a database of others. They are known by a name of their own. */
class OwnSessions {
  readonly #address: ServerAddress
  readonly #name: string
  readonly #signal: AbortSignal
  readonly #guard: PostgresConnection
  readonly #open = new Set<PostgresConnection>()
  #ended: Promise<void> = Promise.resolve()

  private constructor(address: ServerAddress, name: string, signal: AbortSignal, guard: PostgresConnection) {
    this.#address = address
    this.#name = name
    this.#signal = signal
    this.#guard = guard
  }

  static async open(address: ServerAddress, signal: AbortSignal): Promise<OwnSessions> {
    const name = `pg-rehearsal ${randomBytes(8).toString('hex')}`
    return new OwnSessions(address, name, signal, await connectUntil(signal, address, name))
  }

  async connect(): Promise<PostgresConnection> {
    const session = await connectUntil(this.#signal, this.#address, this.#name)
    this.#open.add(session)
    return {
      ...session,
      close: async () => {
        await session.close()
        this.#open.delete(session)
      },
    }
  }

  /** Ends them on the server, and here also where the server does not answer. */
  end(): void {
    const terminated = this.#guard.query(TERMINATE_SESSIONS, [this.#name]).catch(() => {})
    this.#ended = Promise.race([terminated, delay(GRACE_MS)]).then(async () => {
      await Promise.all([...this.#open].map((session) => session.close()))
    })
  }

  /** Never rejects. */
  async close(): Promise<void> {
    await this.#ended
    await this.#guard.close()
  }
}

/** One that is there only after the abort is closed: the others were ended before it was there. */
async function connectUntil(
  signal: AbortSignal,
  address: ServerAddress,
  name: string,
): Promise<PostgresConnection> {
  return await untilCancelled(signal, async () => {
    const session = await connect(address, name)
    if (signal.aborted) await session.close()
    signal.throwIfAborted()
    return session
  })
}
