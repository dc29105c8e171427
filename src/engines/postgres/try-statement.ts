import type { PostgresConnection } from './database.ts'
import { type PostgresErrorFields, PostgresRefusal } from './postgres-error.ts'

/**
 * Executes a statement that PostgreSQL may refuse. What it says can quote values: see `publicMessage`.
 *
 * @returns what PostgreSQL says against it; null where it took it
 * @throws what is no refusal: a lost connection
 */
export async function tryStatement(
  connection: Pick<PostgresConnection, 'query'>,
  sql: string,
): Promise<PostgresErrorFields | null> {
  try {
    await connection.query(sql)
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error.fields
    throw error
  }
}
