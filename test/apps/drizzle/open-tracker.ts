import { isPostgres } from '../sample-application.ts'
import type { OpenTracker } from './tracker-database.ts'

/** Loads the dialect that is needed: each takes drizzle most of a second. */
export async function openTracker(target: string): Promise<OpenTracker> {
  if (isPostgres(target)) return (await import('./open-postgres.ts')).openPostgres(target)
  return (await import('./open-sqlite.ts')).openSqlite(target)
}
