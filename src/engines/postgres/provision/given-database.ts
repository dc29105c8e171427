import type { PostgresDatabase } from '../database.ts'
import { databaseOn } from '../server.ts'
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
 * @throws RehearsalError `usage-invalid` for a malformed URL, `postgres-unreachable`, `postgres-refused`
 */
export async function openGivenDatabase(url: string): Promise<PostgresDatabase> {
  const server = await openServerAtUrl(url)
  const options = [server.address.options, READ_ALL_OR_NOTHING].filter((option) => option !== null).join(' ')
  return databaseOn({ ...server, address: { ...server.address, options } }, server.address.database)
}
