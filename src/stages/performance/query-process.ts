import { openSqlite, type SqliteDatabase, type SqliteStatement } from '../../engines/sqlite/open-sqlite.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { serveProcess } from '../../threads/serve-requests.ts'
import type { SqliteValue } from './comparable-value.ts'
import type { ResultColumn } from './compare-names.ts'
import type { ParameterValue } from './performance-options.ts'
import type { EngineQuery } from './query.ts'
import { MOST_BYTES, MOST_ROWS, tooLarge } from './result-limits.ts'

// The first file of the process in which SQLite answers the queries of a workload: see ask-sqlite.ts.

export interface QueryRequest {
  readonly path: string
  readonly query: EngineQuery
  /** Whether the rows are wanted, and not only the time that they take. */
  readonly rows: boolean
}

/** What SQLite answers. */
export interface SqliteRows {
  readonly rows: readonly (readonly SqliteValue[])[]
  /** How many columns it has, which it has without a row too. */
  readonly width: number
}

/** What came of asking, with the milliseconds that it took here. */
export type SqliteAnswer =
  | ({
      readonly kind: 'rows'
      readonly milliseconds: number
      readonly columns: readonly ResultColumn[]
    } & SqliteRows)
  /** It was not run: only what reads is. */
  | { readonly kind: 'writes' }
  /** Why it is no query that can be compared. */
  | { readonly kind: 'refused'; readonly reason: string }

type Statement = SqliteStatement<readonly SqliteValue[]>

let open: { readonly path: string; readonly database: SqliteDatabase } | null = null
/** The statement of the last request: it is asked again and again. */
let last: { readonly query: string; readonly statement: Statement } | null = null

serveProcess<QueryRequest>((request): SqliteAnswer => {
  const statement = prepare(request)
  if ('kind' in statement) return statement
  // the driver takes ?1 for a name
  const { values } = request.query
  const named = Object.fromEntries(values.map((value, at) => [at + 1, toSqlite(value)]))
  try {
    return ask(statement, values.length === 0 ? [] : [named], request.rows)
  } catch (error) {
    return { kind: 'refused', reason: refusalOf(error) }
  }
})

function prepare({ path, query }: QueryRequest): Statement | Exclude<SqliteAnswer, { kind: 'rows' }> {
  if (open?.path !== path) {
    open?.database.close()
    last = null
    open = { path, database: openSqlite(path) }
  }
  if (last?.query === query.sql) return last.statement
  try {
    const statement = open.database.prepare<unknown[], readonly SqliteValue[]>(query.sql)
    if (!statement.reader || !statement.readonly) return { kind: 'writes' }
    last = { query: query.sql, statement: statement.raw() }
    return last.statement
  } catch (error) {
    // before it has run a message can quote nothing but the query
    const isOurs = error instanceof Error && isRefusal(error)
    const reason = isOurs ? `SQLite refuses it: ${error.message}` : refusalOf(error)
    return { kind: 'refused', reason }
  }
}

function ask(statement: Statement, values: readonly unknown[], keep: boolean): SqliteAnswer {
  const rows: (readonly SqliteValue[])[] = []
  let bytes = 0
  const started = performance.now()
  for (const row of statement.iterate(...values)) {
    if (rows.push(row) > MOST_ROWS) return { kind: 'refused', reason: tooLarge('rows') }
    for (const value of row) {
      if (typeof value === 'string' || Buffer.isBuffer(value)) bytes += value.length
    }
    if (bytes > MOST_BYTES) return { kind: 'refused', reason: tooLarge('bytes') }
  }
  const milliseconds = performance.now() - started
  const columns = statement.columns().map(({ name, column }) => ({ name, isOfTable: column === name }))
  return { kind: 'rows', rows: keep ? rows : [], width: columns.length, columns, milliseconds }
}

/** What SQLite says against a query, without a value. */
function refusalOf(error: unknown): string {
  if (!isRefusal(error)) throw error
  return `SQLite refuses it: ${messageWithoutValue(error)}`
}

/** The driver has errors of its own for several statements in one text, and for values that it cannot bind. */
function isRefusal(error: unknown): boolean {
  return sqliteResultCode(error) !== null || error instanceof RangeError || error instanceof TypeError
}

/** The driver would bind a number as a real, and knows no booleans. */
function toSqlite(value: ParameterValue): bigint | number | string | null {
  if (typeof value === 'boolean') return value ? 1n : 0n
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value
}
