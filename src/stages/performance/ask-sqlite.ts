import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import type { SqliteValue } from './comparable-value.ts'
import type { ParameterValue } from './performance-options.ts'
import type { EngineQuery } from './query.ts'

/** More rows are not held in memory to be compared. */
export const MOST_ROWS = 50_000

export type SqliteRows = readonly (readonly SqliteValue[])[]

/** A query that SQLite can be asked again and again. */
export interface SqliteQuestion {
  /** All rows; null where there are more than {@link MOST_ROWS}. */
  readonly ask: () => SqliteRows | null
}

/** A query as a prepared statement, or why it is none that can be measured. */
export function prepareSqlite(database: SqliteDatabase, query: EngineQuery): SqliteQuestion | string {
  try {
    const statement = database.prepare(query.sql)
    if (!statement.reader || !statement.readonly) return 'it writes; only queries that read are measured'
    const rows = statement.raw()
    // the driver takes ?1 for a name
    const named = Object.fromEntries(query.values.map((value, at) => [at + 1, toSqlite(value)]))
    const values = query.values.length === 0 ? [] : [named]
    return {
      ask: () => {
        const read: (readonly SqliteValue[])[] = []
        for (const row of rows.iterate(...values)) {
          if (read.push(row as SqliteValue[]) > MOST_ROWS) return null
        }
        return read
      },
    }
  } catch (error) {
    // before it has run a message can quote nothing but the query
    return error instanceof Error && isRefusal(error)
      ? `SQLite refuses it: ${error.message}`
      : refusalOf(error)
  }
}

/** What SQLite says against a query, without a value. */
export function refusalOf(error: unknown): string {
  if (!isRefusal(error)) throw error
  return `SQLite refuses it: ${messageWithoutValue(error)}`
}

/** The driver has errors of its own for several statements in one text, and for values that it cannot bind. */
function isRefusal(error: unknown): boolean {
  return sqliteResultCode(error) !== null || error instanceof RangeError || error instanceof TypeError
}

/** The driver would bind a number as a real, and knows no booleans. */
function toSqlite(value: ParameterValue | bigint): bigint | number | string | null {
  if (typeof value === 'boolean') return value ? 1n : 0n
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value
}
