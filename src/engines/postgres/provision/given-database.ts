import type { PostgresDatabase } from '../database.ts'
import { databaseOn } from '../server.ts'
import { requireVersion } from './require-version.ts'
import { openServerAtUrl } from './url.ts'

/**
 * Every session begins read-only, so that a mistake of ours cannot write either; and one that may not see all rows of a
 * table is refused, as for pg_dump, and does not take those it sees for all.
 * https://www.postgresql.org/docs/current/ddl-rowsecurity.html
 */
const READ_ALL_OR_NOTHING = '-c default_transaction_read_only=on -c row_security=off'

/**
 * The database that a URL names, to be read and never written.
 *
 * @param version the major version that its server must have; null takes any
 * @throws RehearsalError `usage-invalid` for a malformed URL, `postgres-unreachable`, `postgres-refused`,
 *   `postgres-unsupported` for another version
 */
export async function openGivenDatabase(url: string, version: number | null): Promise<PostgresDatabase> {
  const server = await openServerAtUrl(url)
  requireVersion(server, version, 'The server of the URL')
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(' ')
  return databaseOn({ ...server, address: { ...server.address, options } }, server.address.database)
}
