import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { connect } from './connect.ts'
import type { PostgresConnection, PostgresDatabase } from './database.ts'
import { dropDatabase, dropLeftovers, MARK } from './drop-scratch.ts'
import { keepSessions } from './kept-sessions.ts'
import { PostgresRefusal } from './postgres-error.ts'
import { databaseOn, type PostgresServer } from './server.ts'
import { addressLabel } from './server-address.ts'
import { untilAborted } from './until-aborted.ts'

const TERMINATE_SESSIONS =
  'select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1'

export interface ScratchOptions {
  /** Leave the database there afterwards. */
  readonly keep: boolean
  readonly signal: AbortSignal
}

/**
 * Makes an empty database, lends it to `use`, and drops it whatever happens; `keep` leaves it there. What PostgreSQL does
 * not let it drop is told to the server. An abort of
 * `signal` ends all its sessions, so that `use` cannot go on waiting. Other databases are never touched, except for
 * those that killed runs left behind.
 *
 * @throws RehearsalError `postgres-refused` when the user may not create databases; the reason of `signal`
 */
export async function withScratchDatabase<T>(
  server: PostgresServer,
  options: ScratchOptions,
  use: (database: PostgresDatabase) => Promise<T>,
): Promise<T> {
  options.signal.throwIfAborted()
  const name = scratchName(new Date())
  const guard = await connect(server.address, name)
  try {
    await dropLeftovers(guard, server)
    await createDatabase(guard, server, name, options.keep)
    const sessions = keepSessions(databaseOn(server, name))
    const terminate = () => void guard.query(TERMINATE_SESSIONS, [name]).catch(() => {})
    try {
      return await untilAborted(options.signal, terminate, () => use(sessions.database))
    } finally {
      await sessions.close()
      if (!options.keep) await dropDatabase(guard, server, name)
    }
  } finally {
    await guard.close()
  }
}

/** `pg_rehearsal_20261123140500_1f0c9a7e`: seconds in UTC, so that the newest sorts last. */
function scratchName(now: Date): string {
  const seconds = now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  return `pg_rehearsal_${seconds}_${randomBytes(4).toString('hex')}`
}

async function createDatabase(
  guard: PostgresConnection,
  server: PostgresServer,
  name: string,
  keep: boolean,
): Promise<void> {
  const kept = keep ? 'kept by --keep of pg-rehearsal' : MARK
  const comment = `${kept}; process ${process.pid} on ${hostname()} at ${new Date().toISOString()}`
  try {
    await guard.query(createStatement(name, server.majorVersion, await isThrowAway(guard)))
    await guard.query(`comment on database ${quoteIdentifier(name)} is ${quoteLiteral(comment)}`)
  } catch (error) {
    throw error instanceof PostgresRefusal ? creationRefused(error, server) : error
  }
}

/**
 * Locale C orders text by its bytes as SQLite does, builds text indexes fastest, and is the same on every server: the
 * same snapshot must give the same issues on a laptop and in CI. What the collation of the real target would change is
 * only asked of the queries of the owner, afterwards. The provider is named because that of template0 may be ICU, which has no C.
 * https://www.postgresql.org/docs/current/sql-createdatabase.html
 */
function createStatement(name: string, majorVersion: number, throwAway: boolean): string {
  const provider = majorVersion >= 15 ? ' locale_provider libc' : ''
  const strategy = majorVersion >= 15 && throwAway ? ' strategy file_copy' : ''
  return `create database ${quoteIdentifier(name)} template template0 encoding 'UTF8'${provider} locale 'C'${strategy}`
}

/**
 * Copying the files of the template takes half as long as writing them through the log (measured: 88 against 150 ms),
 * but makes a checkpoint, which a server that keeps its data would feel. One without fsync keeps none.
 */
async function isThrowAway(guard: PostgresConnection): Promise<boolean> {
  const { rows } = await guard.query("select current_setting('fsync') as fsync")
  return rows[0]?.fsync === 'off'
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const INSUFFICIENT_PRIVILEGE = '42501'
const READ_ONLY = '25006'

function creationRefused(error: PostgresRefusal, server: PostgresServer): RehearsalError {
  const label = addressLabel(server.address)
  const user = quoteIdentifier(server.address.user)
  const { sqlstate } = error.fields
  const hint =
    sqlstate === INSUFFICIENT_PRIVILEGE
      ? `Let the user create databases: ALTER ROLE ${user} CREATEDB;`
      : sqlstate === READ_ONLY
        ? `The user, the database or the server has default_transaction_read_only. First SET default_transaction_read_only = off; in a session, and then there: ALTER ROLE ${user} SET default_transaction_read_only = off;`
        : 'Every run makes a database of its own; look into the log of the server for why it cannot.'
  return new RehearsalError(
    'postgres-refused',
    `PostgreSQL at ${label} did not create the scratch database: ${error.message}.`,
    { hint, cause: error },
  )
}
