import { Pool } from 'pg'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { loginConfig, SET_SEARCH_PATH } from './connect.ts'
import { connectionLost, connectionRefused, statementRefused } from './connection-errors.ts'
import type { QueryResult } from './database.ts'
import { PostgresRefusal } from './postgres-error.ts'
import { addressLabel, type ServerAddress } from './server-address.ts'
import { SessionClient } from './session-client.ts'

/** Milliseconds that a client waits for a session of the pool. */
const WAIT_TIMEOUT_MS = 30_000

/** A setting of the transaction ends with it, so a pooler hands it to nobody. https://www.postgresql.org/docs/current/sql-set.html */
const BEGIN = `begin; set local ${SET_SEARCH_PATH}`

/** Sessions that many clients share, as an application has them. */
export interface ConnectionPool {
  /** Takes a session, finds tables where all sessions of the run do, runs the statements in one transaction, and gives the session back. */
  readonly transaction: (
    statements: readonly { readonly sql: string; readonly values: readonly (string | null)[] }[],
  ) => Promise<readonly QueryResult[]>
  /** Sessions that were taken and not given back, and clients that still wait. */
  readonly unreturned: () => number
  /** Ends all sessions. */
  readonly close: () => Promise<void>
}

/**
 * Opens a pool. Its sessions set nothing, because a pooler in transaction mode would hand what one client has set to
 * another. https://www.pgbouncer.org/features.html
 *
 * @param applicationName by which `pg_stat_activity` knows the sessions
 */
export function openPool(address: ServerAddress, size: number, applicationName: string): ConnectionPool {
  const pool = new Pool({
    ...loginConfig(address, applicationName),
    Client: SessionClient,
    max: size,
    connectionTimeoutMillis: WAIT_TIMEOUT_MS,
  } as ConstructorParameters<typeof Pool>[0])
  // A session that is lost while it is idle; who needs it is told.
  pool.on('error', () => {})
  const explain = (error: unknown) => statementRefused(error) ?? connectionLost(error, addressLabel(address))
  return {
    transaction: async (statements) => {
      const client = await pool.connect().catch((error) => {
        throw statementRefused(error) ?? connectionRefused(error, address)
      })
      const results: QueryResult[] = []
      try {
        await client.query(BEGIN)
        for (const { sql, values } of statements) {
          const { rows, rowCount } = await client.query(sql, [...values])
          results.push({ rows, rowCount: rowCount ?? 0 })
        }
        await client.query('commit')
        client.release()
        return results
      } catch (error) {
        // a session that cannot even roll back is ended, so that nobody gets it as it is
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        )
        throw explain(error)
      }
    },
    unreturned: () => pool.totalCount - pool.idleCount + pool.waitingCount,
    close: () => pool.end(),
  }
}

/** For those who count failures: the SQLSTATE, or the code of our error; null for what is none of these. */
export function failureCode(error: unknown): string | null {
  if (error instanceof PostgresRefusal) return error.fields.sqlstate
  return error instanceof RehearsalError ? error.code : null
}
