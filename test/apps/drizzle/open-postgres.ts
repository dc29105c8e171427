import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import { Pool } from 'pg'
import * as tables from './postgres-tables.ts'
import type { OpenTracker } from './tracker-database.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations', 'postgres')

export function openPostgres(url: string): OpenTracker {
  const pool = new Pool({ connectionString: url, max: 2 })
  const db = drizzle(pool)
  return {
    db,
    tables,
    migrate: () => migrate(db, { migrationsFolder: MIGRATIONS }),
    async bookkeeping() {
      const { rows } = await db.execute(sql`select * from drizzle.__drizzle_migrations order by created_at`)
      return rows
    },
    close: () => pool.end(),
  }
}
