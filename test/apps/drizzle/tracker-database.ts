import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type * as postgresTables from './postgres-tables.ts'

/** A database with the tables that its queries name. */
export interface TrackerDatabase {
  readonly db: NodePgDatabase
  readonly tables: Omit<typeof postgresTables, 'taskState'>
}

export interface OpenTracker extends TrackerDatabase {
  migrate(): Promise<void>
  bookkeeping(): Promise<readonly object[]>
  close(): Promise<void>
}
