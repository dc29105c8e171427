import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator'
import { drizzle as drizzlePostgres, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import { isPostgres } from '../sample-application.ts'
import * as postgresTables from './postgres-tables.ts'
import * as sqliteTables from './sqlite-tables.ts'

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

export function openTracker(target: string): OpenTracker {
  return isPostgres(target) ? openPostgres(target) : openSqlite(target)
}

function openPostgres(url: string): OpenTracker {
  const pool = new Pool({ connectionString: url, max: 2 })
  const db = drizzlePostgres(pool)
  return {
    db,
    tables: postgresTables,
    migrate: () =>
      migratePostgres(db, { migrationsFolder: join(import.meta.dirname, 'migrations/postgres') }),
    async bookkeeping() {
      const { rows } = await db.execute(sql`select * from drizzle.__drizzle_migrations order by created_at`)
      return rows
    },
    close: () => pool.end(),
  }
}

function openSqlite(path: string): OpenTracker {
  const file = new Database(path)
  const db = drizzleSqlite(file)
  return {
    // drizzle has types of its own for each dialect; the queries of this application are spelled alike in both.
    db: db as unknown as NodePgDatabase,
    tables: sqliteTables as unknown as TrackerDatabase['tables'],
    async migrate() {
      migrateSqlite(db, { migrationsFolder: join(import.meta.dirname, 'migrations/sqlite') })
    },
    async bookkeeping() {
      return db.all(sql`select * from __drizzle_migrations order by created_at`)
    },
    async close() {
      file.close()
    },
  }
}
