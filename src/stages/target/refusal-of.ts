import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'

/** What PostgreSQL says against a statement; null where it takes it. */
export async function refusalOf(connection: PostgresConnection, sql: string): Promise<string | null> {
  try {
    await connection.query(sql)
    return null
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    return error.message
  }
}
