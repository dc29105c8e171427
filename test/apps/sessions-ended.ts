import { setTimeout } from 'node:timers/promises'
import { Client } from 'pg'

const OTHER_SESSIONS = `
  select from pg_stat_activity
   where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

/**
 * Waits until nobody else is in a database, so that it can be dropped: the pool of `pg` is closed before its
 * sessions are, and one that is ended from outside would be an error that nobody catches.
 */
export async function sessionsEnded(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    while ((await client.query(OTHER_SESSIONS)).rowCount !== 0) await setTimeout(10)
  } finally {
    await client.end()
  }
}
