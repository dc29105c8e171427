import type { PostgresDatabase } from '../database.ts'
import { type ScratchOptions, withScratchDatabase } from '../scratch-database.ts'
import type { PostgresServer } from '../server.ts'
import { type ProvisionOptions, withPostgres } from './provision.ts'

/**
 * Lends a fresh database on the server that the options ask for. Whatever was made for it is gone afterwards.
 *
 * @throws RehearsalError what {@link withPostgres} and {@link withScratchDatabase} throw
 */
export async function withScratchPostgres<T>(
  provision: ProvisionOptions,
  scratch: ScratchOptions,
  use: (database: PostgresDatabase, server: PostgresServer) => Promise<T>,
): Promise<T> {
  return await withPostgres(provision, scratch.signal, (server) =>
    withScratchDatabase(server, scratch, (database) => use(database, server)),
  )
}
