import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import { inParallel } from '../../../engines/postgres/in-parallel.ts'
import { largestFirst } from '../../../engines/postgres/largest-first.ts'
import { PostgresRefusal } from '../../../engines/postgres/postgres-error.ts'
import { quoteIdentifier, quoteOwnRows } from '../../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../../plan/migration-plan.ts'

/** All rows of one table, in short. */
export interface RowSum {
  readonly source: string
  /** null where PostgreSQL could not read the rows: the table is not there, or has other columns. */
  readonly rows: number | null
  /** The sum of a hash of each row. */
  readonly sum: string | null
}

/** What has to be known of a table. */
export type SummedTable = Pick<
  TablePlan,
  'source' | 'target' | 'partitioned' | 'rowCount' | 'meanRowBytes'
> & { readonly columns: readonly SummedColumn[] }
type SummedColumn = Pick<ColumnPlan, 'target' | 'type'>

const JOBS = 2

/**
 * Sums up every cell of the tables, inside of PostgreSQL. One changed cell changes the hash of its row, and a sum counts
 * equal rows, so two databases with equal sums and counts hold the same rows; but for a chance of 1 to 2^32.
 */
export async function sumRows(
  tables: readonly SummedTable[],
  database: PostgresDatabase,
): Promise<readonly RowSum[]> {
  return await sumUp(tables, database, ({ columns }) => rowHash(columns))
}

/** Sums up where the rows lie that PostgreSQL sees, and nothing of what is in them. */
export async function sumPlaces(
  tables: readonly SummedTable[],
  database: PostgresDatabase,
): Promise<readonly RowSum[]> {
  return await sumUp(tables, database, () => 'hashtidextended(ctid, 0)')
}

async function sumUp(
  tables: readonly SummedTable[],
  database: PostgresDatabase,
  hashOf: (table: SummedTable) => string,
): Promise<readonly RowSum[]> {
  return await inParallel(largestFirst(tables), JOBS, database.connect, async (connection, table) => {
    const { source } = table
    const rows = quoteOwnRows(table.target, table.partitioned)
    try {
      const result = await connection.query(
        `select count(*) as rows, sum(${hashOf(table)}) as sum from ${rows}`,
      )
      return { source, rows: Number(result.rows[0]?.rows), sum: result.rows[0]?.sum ?? null }
    } catch (error) {
      if (error instanceof PostgresRefusal) return { source, rows: null, sum: null }
      throw error
    }
  })
}

/**
 * The hash of a record adds up those of its cells, each times a power of 31; without the hash around it, a sum over
 * rows would not see two rows that swap a cell. https://www.postgresql.org/docs/current/hash-index.html
 */
function rowHash(columns: readonly SummedColumn[]): string {
  return `hashint8extended(hash_record_extended(row(${columns.map(hashed).join(', ')}), 0), 0)`
}

/**
 * A cell in a form whose hash tells every bit. What equality takes for the same is sent: 1.5 and 1.50, 0 and -0; and what
 * a hash folds to 32 bits. `record_send` sends any type, and takes twice the time.
 */
function hashed({ target, type }: SummedColumn): string {
  const value = quoteIdentifier(target)
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'boolean':
    case 'date':
    case 'bytea':
    case 'uuid':
      return value
    case 'text':
    case 'varchar':
      return `${value} collate "C"`
    case 'bigint':
      return `int8send(${value})`
    case 'real':
      return `float4send(${value})`
    case 'double precision':
      return `float8send(${value})`
    case 'numeric':
      return `numeric_send(${value})`
    case 'time':
      return `time_send(${value})`
    case 'timestamp':
      return `timestamp_send(${value})`
    case 'timestamptz':
      return `timestamptz_send(${value})`
    case 'char':
    case 'json':
    case 'jsonb':
    case 'enum':
    case 'other':
      return `record_send(row(${value}))`
    default:
      return type satisfies never
  }
}
