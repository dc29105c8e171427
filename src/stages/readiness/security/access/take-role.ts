import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier } from '../../../../sql/quote.ts'
import { attempt, bare } from './attempt.ts'

/**
 * Who is no superuser takes the roles that it is a member of, and may make itself one of a role that it has created. The
 * membership goes with the transaction. https://www.postgresql.org/docs/current/role-attributes.html
 */
export async function canTake(connection: PostgresConnection, role: string): Promise<boolean> {
  if ((await attempt(connection, bare(role), 'select 1')) === null) return true
  const join = `grant ${quoteIdentifier(role)} to current_user`
  if ((await attempt(connection, bare(role), 'select 1', [join]).catch(refused)) !== null) return false
  await connection.query(join)
  return true
}

/** What refuses the preparation, as if it had refused the statement. */
function refused(error: unknown): unknown {
  if (error instanceof PostgresRefusal) return error
  throw error
}

/** What cannot be told where the role cannot be taken, and what helps. */
export function untakable(role: string): string {
  return `anything as ${role}: the user of the run may not take that role (GRANT ${quoteIdentifier(role)} TO the user)`
}
