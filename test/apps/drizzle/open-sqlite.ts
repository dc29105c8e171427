import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import * as tables from './sqlite-tables.ts'
import type { OpenTracker, TrackerDatabase } from './tracker-database.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations', 'sqlite')

export function openSqlite(path: string): OpenTracker {
  const file = new Database(path)
  const db = drizzle(file)
  return {
    // drizzle has types of its own for each dialect; the queries of this application are spelled alike in both.
    ...({ db, tables } as unknown as TrackerDatabase),
    async migrate() {
      migrate(db, { migrationsFolder: MIGRATIONS })
    },
    async bookkeeping() {
      return db.all(sql`select * from __drizzle_migrations order by created_at`)
    },
    async close() {
      file.close()
    },
  }
}
