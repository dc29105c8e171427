import type { Client, QueryResult as PgResult } from 'pg'
import type { RehearsalError } from '../../errors/rehearsal-error.ts'
import { connectionLost, connectionRefused, statementRefused } from './connection-errors.ts'
import { openCopyIn, openCopyOut } from './copy.ts'
import type { PostgresConnection, QueryResult } from './database.ts'
import type { PostgresRefusal } from './postgres-error.ts'
import { readCut } from './read-cut.ts'
import { addressLabel, type ServerAddress } from './server-address.ts'
import { SessionClient } from './session-client.ts'

/** Milliseconds. libpq waits without end; a rehearsal in CI must not. */
export const CONNECT_TIMEOUT_MS = 15_000

/** In which schemas a name without one is looked up, whatever the role or the database says: where the load puts tables. */
export const SET_SEARCH_PATH = `search_path to "$user", public`

/**
 * Memory for sorts and index builds is what a session may take by itself. The rest is spelled out because a role, a database or the server's configuration can have other defaults.
 * https://www.postgresql.org/docs/current/runtime-config-client.html
 */
export const SESSION_SETTINGS = `
set client_encoding                     to 'UTF8';
set client_min_messages                 to 'notice';
set timezone                            to 'UTC';
set datestyle                           to 'ISO, YMD';
set intervalstyle                       to 'postgres';
set extra_float_digits                  to 1;
set bytea_output                        to 'hex';
set standard_conforming_strings         to on;
set quote_all_identifiers               to off;
set ${SET_SEARCH_PATH};
set statement_timeout                   to 0;
set lock_timeout                        to 0;
set idle_in_transaction_session_timeout to 0;
select set_config(name, '0', false)
  from pg_catalog.pg_settings
 where name in ('idle_session_timeout', 'transaction_timeout');
select set_config('work_mem', '64MB', false)
 where pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB');
select set_config('maintenance_work_mem', '256MB', false)
 where pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')`

/** All types as PostgreSQL spells them: every conversion by the driver could lose something. */
const AS_TEXT = { getTypeParser: () => (value: string) => value }

/**
 * Opens one session.
 *
 * @param applicationName what `pg_stat_activity` shows for the session
 * @throws RehearsalError `postgres-unreachable` when no server answers, `postgres-refused` when it does not let us in
 */
export async function connect(
  address: ServerAddress,
  applicationName = 'pg-rehearsal',
): Promise<PostgresConnection> {
  const client = new SessionClient(clientConfig(address, applicationName))
  try {
    await client.connect()
    await client.query(SESSION_SETTINGS)
  } catch (error) {
    await client.end().catch(() => {})
    throw connectionRefused(error, address)
  }
  return connectionOver(client, addressLabel(address))
}

function clientConfig(address: ServerAddress, applicationName: string) {
  return {
    ...loginConfig(address, applicationName),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  } as const
}

/** Where a session is opened, as whom, and that its values are texts. */
export function loginConfig(address: ServerAddress, applicationName: string) {
  return {
    host: address.host,
    port: address.port,
    user: address.user,
    password: address.password ?? undefined,
    database: address.database,
    options: address.options ?? undefined,
    ssl: address.tls,
    // Left out, the driver would read PGSSLNEGOTIATION, and throw when it does not fit `ssl`.
    sslnegotiation: 'postgres',
    application_name: applicationName,
    types: AS_TEXT,
  } as const
}

function connectionOver(client: Client, label: string): PostgresConnection {
  const explain = (error: unknown): PostgresRefusal | RehearsalError =>
    statementRefused(error) ?? connectionLost(error, label)
  return {
    query: async (sql, values = []) => {
      try {
        return lastResult(await client.query(sql, [...values]))
      } catch (error) {
        throw explain(error)
      }
    },
    read: async (sql, values = []) => {
      try {
        const { fields, rows } = await client.query<(string | null)[]>({
          text: sql,
          values: [...values],
          rowMode: 'array',
        })
        return { types: fields.map(({ dataTypeID }) => dataTypeID), rows }
      } catch (error) {
        throw explain(error)
      }
    },
    readCut: async (sql, values, limits) => {
      try {
        return await readCut(client, sql, values, limits)
      } catch (error) {
        throw explain(error)
      }
    },
    copyIn: (sql, onNotice) => openCopyIn(client, sql, explain, onNotice),
    copyOut: (sql) => openCopyOut(client, sql, explain),
    close: () => client.end().catch(() => {}),
  }
}

/** The driver gives an array when the text held several statements, though its types do not say so. */
function lastResult(result: PgResult | readonly PgResult[]): QueryResult {
  const last = Array.isArray(result) ? result.at(-1) : result
  return { rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 }
}
