import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'

/**
 * Makes the temporary tables and functions of a session, all of them or none.
 *
 * @returns whether PostgreSQL allows it: a table of 1600 columns leaves no room for one more
 */
export async function makeTemporary(
  connection: PostgresConnection,
  definitions: readonly string[],
): Promise<boolean> {
  try {
    for (const statement of definitions) await connection.query(statement)
    return true
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    await dropTemporary(connection)
    return false
  }
}

/** Drops all that a session has made for itself. */
export async function dropTemporary(connection: PostgresConnection): Promise<void> {
  await connection.query('discard temp')
}
