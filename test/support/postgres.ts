import { inject } from 'vitest'
import type { PostgresConnection, PostgresDatabase } from '../../src/engines/postgres/database.ts'
import { withScratchDatabase } from '../../src/engines/postgres/scratch-database.ts'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'

/** The server of this test run. Tests share it: never stop it, and touch no database but your own. */
export function testServer(): PostgresServer {
  return inject('postgres')
}

/** Lends a fresh, empty database and drops it afterwards. */
export function withTestDatabase<T>(use: (database: PostgresDatabase) => Promise<T>): Promise<T> {
  return withScratchDatabase(testServer(), { keep: false, signal: new AbortController().signal }, use)
}

/** Lends a session in a fresh, empty database. */
export function withTestConnection<T>(use: (connection: PostgresConnection) => Promise<T>): Promise<T> {
  return withTestDatabase(async (database) => {
    const connection = await database.connect()
    return use(connection).finally(connection.close)
  })
}
