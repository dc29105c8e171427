import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { ValueDraw } from './draw-values.ts'
import type { Query } from './query.ts'
import { type QueryOptions, TableQueries } from './table-queries.ts'
import type { WorkloadTable } from './workload-tables.ts'

/** The largest tables; what is slow on them is slow. */
const MOST_TABLES = 12
const MOST_QUERIES = 48

export interface DeriveOptions extends QueryOptions {
  readonly seed: number
}

/**
 * The queries that a schema asks for: rows by their key, the children of a parent, joins over foreign keys, ranges of
 * indexes, aggregates and ordered pages. The same seed gives the same queries with the same values. None reads more than a
 * bounded part of its table, but for the aggregates of a table without a key, which have no part to be about. A table with
 * an index that SQLite cannot read has none: the damage is an issue of the source.
 */
export function deriveWorkload(
  database: SqliteDatabase,
  tables: readonly WorkloadTable[],
  options: DeriveOptions,
): readonly Query[] {
  const filled = tables.filter(({ table }) => table.rowCount > 0)
  const largest = filled.toSorted((a, b) => b.table.rowCount - a.table.rowCount).slice(0, MOST_TABLES)
  const draw = new ValueDraw(database, options.seed)
  return largest
    .flatMap((one) => readableQueries(new TableQueries(database, one, tables, options, draw)))
    .slice(0, MOST_QUERIES)
}

function readableQueries(queries: TableQueries): readonly Query[] {
  try {
    return queries.all()
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return []
  }
}
