import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { connect } from './connect.ts'
import type { PostgresConnection } from './database.ts'
import { PostgresRefusal } from './postgres-error.ts'
import type { LeftDatabase, PostgresServer } from './server.ts'
import { addressLabel } from './server-address.ts'

/** Begins the comment of every database that a later run may drop. */
export const MARK = 'pg-rehearsal scratch database'

/**
 * Databases that killed runs left behind. A run holds one session, named like its database, from before the database
 * exists until after it is gone; so this needs no look at processes, which may be on another machine. One with sessions
 * may belong to a run that has lost this session. Autovacuum, which has no user, is none.
 * https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW
 */
const SELECT_LEFTOVERS = `
select d.datname as name,
       exists (select from pg_catalog.pg_stat_activity a
                where a.datname = d.datname and a.usesysid is not null) as used
  from pg_catalog.pg_database d
 where d.datname ~ '^pg_rehearsal_[0-9]{14}_[0-9a-f]{8}$'
   and pg_catalog.shobj_description(d.oid, 'pg_database') like ${quoteLiteral(`${MARK}%`)}
   and pg_catalog.pg_has_role(d.datdba, 'usage')
   and not exists (select from pg_catalog.pg_stat_activity a where a.application_name = d.datname)`

/** Those that the user may end: one that it may not end would end the statement. */
const TERMINATE_OWN =
  "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = $1 and pg_has_role(usesysid, 'usage')"

/** Drops what killed runs left behind, and tells the server of what it cannot drop. */
export async function dropLeftovers(guard: PostgresConnection, server: PostgresServer): Promise<void> {
  const leftovers = await guard.query(SELECT_LEFTOVERS)
  for (const { name, used } of leftovers.rows) {
    if (name == null) continue
    const refusal = used === 't' ? null : await drop(guard, name).catch(refusalOrThrow)
    // another run may have dropped the same leftover meanwhile
    if ((used === 't' || refusal != null) && (await isThere(guard, name)))
      server.tellLeft?.(leftover(server, name, refusal ?? null))
  }
}

/** Never rejects: the result of the run matters more. What is left here the server is told, and the next run drops it. */
export async function dropDatabase(
  guard: PostgresConnection,
  server: PostgresServer,
  name: string,
): Promise<void> {
  // The guard was idle during the run, so a firewall or a proxy may have closed it.
  await drop(guard, name)
    .catch(async (error: unknown) => {
      if (error instanceof PostgresRefusal) throw error
      const connection = await connect(server.address)
      await drop(connection, name).finally(connection.close)
    })
    .catch((error: unknown) => server.tellLeft?.(ownLeft(server, name, error)))
}

/**
 * FORCE is refused where one session belongs to a user whose sessions this one may not end, such as that of a pooler or of
 * autovacuum. Without it, PostgreSQL waits five seconds for sessions to end, and ends autovacuum itself.
 * https://www.postgresql.org/docs/current/sql-dropdatabase.html
 */
async function drop(connection: PostgresConnection, name: string): Promise<void> {
  const statement = `drop database if exists ${quoteIdentifier(name)}`
  try {
    await connection.query(`${statement} with (force)`)
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    await connection.query(TERMINATE_OWN, [name])
    await connection.query(statement)
  }
}

function refusalOrThrow(error: unknown): PostgresRefusal {
  if (error instanceof PostgresRefusal) return error
  throw error
}

async function isThere(guard: PostgresConnection, name: string): Promise<boolean> {
  const sql = 'select from pg_catalog.pg_database where datname = $1'
  return (await guard.query(sql, [name])).rowCount > 0
}

function ownLeft(server: PostgresServer, name: string, error: unknown): LeftDatabase {
  const why =
    error instanceof PostgresRefusal
      ? `PostgreSQL refused to drop it (SQLSTATE ${error.fields.sqlstate}: ${error.message})`
      : 'the server was not reached to drop it'
  return {
    name,
    message: `The scratch database ${name} with what this run put into it is still at ${addressLabel(server.address)}: ${why}. ${howToDrop(name)}`,
  }
}

function leftover(server: PostgresServer, name: string, refusal: PostgresRefusal | null): LeftDatabase {
  const why =
    refusal === null
      ? 'sessions are open in it, so it is not dropped'
      : `PostgreSQL refused to drop it (SQLSTATE ${refusal.fields.sqlstate}: ${refusal.message})`
  return {
    name,
    message: `An earlier run seems to have left the scratch database ${name}, which may hold its rows, at ${addressLabel(server.address)}: ${why}. ${howToDrop(name)}`,
  }
}

function howToDrop(name: string): string {
  return `End the sessions in it (a pooler keeps its own; reload it or wait), and drop it: DROP DATABASE ${quoteIdentifier(name)}; as a superuser, add WITH (FORCE)`
}
