import type { PostgresDatabase } from '../database.ts'
import { databaseOn } from '../server.ts'
import { openServerAtUrl } from './url.ts'

/** Every session begins read-only, so that a mistake of ours cannot write either. */
const READ_ONLY = '-c default_transaction_read_only=on'

/**
 * The database that a URL names, to be read and never written.
 *
 * @throws RehearsalError `usage-invalid` for a malformed URL, `postgres-unreachable`, `postgres-refused`
 */
export async function openGivenDatabase(url: string): Promise<PostgresDatabase> {
  const server = await openServerAtUrl(url)
  const options = [server.address.options, READ_ONLY].filter((option) => option !== null).join(' ')
  return databaseOn({ ...server, address: { ...server.address, options } }, server.address.database)
}
