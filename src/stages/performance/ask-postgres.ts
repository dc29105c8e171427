import type { CutRows, PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal, publicMessage } from '../../engines/postgres/postgres-error.ts'
import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import type { ParameterValue } from './performance-options.ts'
import type { EngineQuery } from './query.ts'
import { type RefusedLiteral, refusedLiteral } from './refused-literal.ts'
import { MOST_BYTES, MOST_ROWS } from './result-limits.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: query_canceled */
const CANCELLED = '57014'

/** Enough to see that there is more than SQLite gave; bytes are written in twice as many digits. */
const KEPT = { rows: MOST_ROWS, bytes: 4 * MOST_BYTES }

/** What came of asking: an answer with its milliseconds, or why there is none. */
export type PostgresAnswer =
  | { readonly kind: 'rows'; readonly rows: CutRows; readonly milliseconds: number }
  | {
      readonly kind: 'refused'
      readonly message: string
      readonly sqlstate: string
      /** Of the text of the query, where PostgreSQL points at one. */
      readonly literal: RefusedLiteral | null
    }
  | { readonly kind: 'stopped'; readonly milliseconds: number }

/**
 * Asks PostgreSQL once, in a transaction that cannot write and ends in any case.
 *
 * @param timeout milliseconds after which the query is stopped
 */
export async function askPostgres(
  connection: PostgresConnection,
  query: EngineQuery,
  timeout: number,
): Promise<PostgresAnswer> {
  return await inTransaction(connection, 'read only', timeout, () => timed(connection, query))
}

/**
 * Has PostgreSQL read and plan a statement that it must not run: its names, its types and the key of its ON CONFLICT are
 * looked up. https://www.postgresql.org/docs/current/sql-explain.html
 *
 * @param timeout milliseconds
 */
export async function planInPostgres(
  connection: PostgresConnection,
  query: EngineQuery,
  timeout: number,
): Promise<PostgresAnswer> {
  return await askPostgres(connection, { ...query, sql: `explain ${query.sql}` }, timeout)
}

/** Whether a statement is of those that EXPLAIN takes, or would be in SQLite. */
export function isPlannable(sql: string): boolean {
  const first = lexSqlite(sql)[0]?.value.toLowerCase() ?? ''
  return /^(insert|update|delete|merge|replace|with|select|values)$/.test(first)
}

/** Does something in a transaction that is rolled back. */
export async function inTransaction<T>(
  connection: PostgresConnection,
  mode: 'read only' | 'read write',
  timeout: number,
  work: () => Promise<T>,
): Promise<T> {
  await connection.query(`begin transaction ${mode}`)
  await connection.query(`set local statement_timeout to ${Math.max(1, Math.ceil(timeout))}`)
  try {
    return await work()
  } finally {
    // a connection that is lost fails here too, and its error says so already
    await connection.query('rollback').catch(() => undefined)
  }
}

/** Asks within a transaction that is there. */
export async function timed(connection: PostgresConnection, query: EngineQuery): Promise<PostgresAnswer> {
  const started = performance.now()
  try {
    const rows = await connection.readCut(query.sql, query.values.map(toPostgres), KEPT)
    return { kind: 'rows', rows, milliseconds: performance.now() - started }
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    const { sqlstate } = error.fields
    if (sqlstate === CANCELLED) return { kind: 'stopped', milliseconds: performance.now() - started }
    const literal = refusedLiteral(query.sql, error.fields)
    return { kind: 'refused', sqlstate, literal, message: wordsOf(error, literal) }
  }
}

/** `division by zero (SQLSTATE 22012)`, without a value of the data. */
function wordsOf({ fields }: PostgresRefusal, literal: RefusedLiteral | null): string {
  if (literal !== null) return `${fields.message} (SQLSTATE ${fields.sqlstate})`
  const [said, code] = [publicMessage(fields), `SQLSTATE ${fields.sqlstate}`]
  return said === code ? code : `${said} (${code})`
}

/** As text; PostgreSQL tells the type from the place where the parameter stands. */
export function toPostgres(value: ParameterValue): string | null {
  return value === null ? null : String(value)
}
