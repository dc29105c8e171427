import type { PostgresDatabase } from './database.ts'

/**
 * Whether the server keeps what it has promised when it crashes, so that its times are those of production.
 * https://www.postgresql.org/docs/current/non-durability.html
 */
export async function isDurable(database: PostgresDatabase): Promise<boolean> {
  const connection = await database.connect()
  try {
    const { rows } = await connection.query(
      `select current_setting('fsync') = 'on' and current_setting('full_page_writes') = 'on' as durable`,
    )
    return rows[0]?.durable === 't'
  } finally {
    await connection.close()
  }
}
