import type { PostgresConnection, PostgresDatabase } from '../../../engines/postgres/database.ts'
import { inParallel } from '../../../engines/postgres/in-parallel.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteQualified } from '../../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../../plan/migration-plan.ts'

/** All rows of one table, in short. */
export interface RowSum {
  readonly source: string
  /** null where PostgreSQL could not read the rows: the table is not there, or has other columns. */
  readonly rows: number | null
  readonly cells: number
  /** The sum of a hash of each row; rows that are equal in every bit give equal sums. */
  readonly sum: string | null
}

const JOBS = 2

/**
 * Sums up every cell of the tables, inside of PostgreSQL: of each row a hash of 64 bits, of all its columns in the
 * form in which they are sent, which tells -0 from 0, and 1.50 from 1.5. One changed cell changes the hash of its row,
 * and a sum counts equal rows, so two databases with equal sums and counts hold the same rows; but for a chance of
 * 1 to 2^64. https://www.postgresql.org/docs/current/functions-binarystring.html
 */
export async function sumRows(
  { tables }: MigrationPlan,
  database: PostgresDatabase,
): Promise<readonly RowSum[]> {
  const largestFirst = tables.toSorted((a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes)
  return await inParallel(largestFirst, JOBS, database.connect, sumTable)
}

async function sumTable(connection: PostgresConnection, table: TablePlan): Promise<RowSum> {
  const cells = table.columns.map(({ target }) => quoteIdentifier(target)).join(', ')
  const rows = `${table.partitioned ? '' : 'only '}${quoteQualified(table.target)}`
  const hash = `hash_record_extended(row(record_send(row(${cells}))), 0)`
  const unread = { source: table.source, rows: null, cells: 0, sum: null }
  try {
    const result = await connection.query(`select count(*) as rows, sum(${hash}) as sum from ${rows}`)
    const count = Number(result.rows[0]?.rows)
    return {
      source: table.source,
      rows: count,
      cells: count * table.columns.length,
      sum: result.rows[0]?.sum ?? null,
    }
  } catch (error) {
    if (error instanceof PostgresRefusal) return unread
    throw error
  }
}
