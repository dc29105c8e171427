import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { inParallel } from '../../engines/postgres/in-parallel.ts'
import { quoteQualified } from '../../sql/quote.ts'
import type { MigrationPlan } from '../plan/migration-plan.ts'

/**
 * Gives the planner what it would know of tables in production.
 *
 * By name: without one PostgreSQL would go through its own catalogs too, which takes longer than many a load.
 * https://www.postgresql.org/docs/current/sql-analyze.html
 */
export async function analyzeTables(
  { tables }: MigrationPlan,
  database: PostgresDatabase,
  jobs: number,
): Promise<void> {
  const names = tables.map(({ target }) => quoteQualified(target))
  const size = Math.max(1, Math.ceil(names.length / jobs))
  const parts = Array.from({ length: Math.ceil(names.length / size) }, (_, part) =>
    names.slice(part * size, (part + 1) * size),
  )
  await inParallel(parts, jobs, database.connect, (connection, part) =>
    connection.query(`analyze ${part.join(', ')}`),
  )
}
