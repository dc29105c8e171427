import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineQuery } from '../../engines/sqlite/read-lines.ts'
import { RowIdentities } from '../../engines/sqlite/row-identities.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { issueId } from '../../issues/issue.ts'
import { concatenate } from '../../sql/join-balanced.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import type { RefusedLine } from './copy-in-parts.ts'
import { loadedColumns } from './encode-line.ts'
import type { RefusedRows, Reject } from './load-result.ts'
import { RowCursor } from './row-cursor.ts'

/** A row that PostgreSQL has refused: its place among the rows of the query, counted from 0, and why. */
export interface Refusal extends Pick<RefusedLine, 'sqlstate' | 'column'> {
  readonly row: number
}

export interface RefusalOptions {
  readonly showValues: boolean
  /** Where a file may be made for the time of the run. */
  readonly privateDirectory: string
}

/**
 * Finds refused rows again in the source, in their order, and keeps what tells them apart in a file: there can be
 * millions.
 */
export class RefusalLog {
  readonly #database: SqliteDatabase
  readonly #table: TablePlan
  readonly #options: RefusalOptions
  readonly #cursors = new Map<LineQuery, Map<string | null, RowCursor>>()
  #opened: { readonly path: string; readonly identities: RowIdentities } | null = null

  constructor(database: SqliteDatabase, table: TablePlan, options: RefusalOptions) {
    this.#database = database
    this.#table = table
    this.#options = options
  }

  /** Makes a reject of a refused row, which lies behind that of the call before with the same query. */
  add(query: LineQuery, { row, sqlstate, column }: Refusal): Reject {
    this.#opened ??= this.#open()
    const keys = this.#cursor(query, null, () => [identityOf(this.#table), ...keyExpressions(this.#table)])
    const [identity, ...key] = keys.at(row)
    const place = loadedColumns(this.#table).findIndex(({ source }) => source === column)
    this.#opened.identities.add(identity as bigint | string, place === -1 ? null : place)
    const [storageClass, length, text] =
      column === null ? [null, null, null] : this.#valueAt(query, row, column)
    return {
      key: rowKey(this.#table, key),
      column,
      storageClass: storageClass as Reject['storageClass'],
      length: storageClass === 'text' || storageClass === 'blob' ? Number(length) : null,
      sqlstate,
      issue: refusalIssueId(this.#table, column, sqlstate),
      ...(this.#options.showValues ? { value: text === null ? null : String(text) } : {}),
    }
  }

  /** The rows that were added; null when there were none. */
  close(): RefusedRows | null {
    for (const cursors of this.#cursors.values()) for (const cursor of cursors.values()) cursor.close()
    if (this.#opened === null) return null
    this.#opened.identities.close()
    return { path: this.#opened.path, identity: identityOf(this.#table) }
  }

  #open() {
    const path = join(this.#options.privateDirectory, `refused-${randomUUID()}.sqlite`)
    return { path, identities: new RowIdentities(path, this.#table.encoding) }
  }

  /** Each column has a cursor of its own, so that only those with refused values are read; null stands for the key. */
  #cursor(query: LineQuery, column: string | null, expressions: () => readonly string[]): RowCursor {
    const cursors = this.#cursors.get(query) ?? new Map<string | null, RowCursor>()
    this.#cursors.set(query, cursors)
    const cursor = cursors.get(column) ?? new RowCursor(this.#database, query, expressions())
    cursors.set(column, cursor)
    return cursor
  }

  #valueAt(query: LineQuery, row: number, column: string): readonly unknown[] {
    const value = quoteIdentifier(column)
    const shown = this.#options.showValues ? `cast(${value} as text)` : 'null'
    return this.#cursor(query, column, () => [`typeof(${value})`, `length(${value})`, shown]).at(row)
  }
}

/**
 * A SQLite expression that tells a row from all others: the rowid where there is one, else a text of the primary key,
 * else of all values. A text, because NULL and collations play no part in its comparison. Texts go through their
 * bytes, for quote() would cut them at a NUL.
 */
function identityOf({ rowidName, keyColumns, columns }: TablePlan): string {
  if (rowidName !== null) return quoteIdentifier(rowidName)
  const names = keyColumns.length > 0 ? keyColumns : columns.map(({ source }) => source)
  const values = names.map((name) => {
    const value = quoteIdentifier(name)
    return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`
  })
  return concatenate(`','`, values)
}

/**
 * The issue of a value that PostgreSQL refuses. 22021 is character_not_in_repertoire: a NUL or an invalid byte sequence.
 * 23514 is check_violation: only the CHECKs of domains refuse single values.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function refusalIssueId(table: TablePlan, column: string | null, sqlstate: string): string {
  const place = { table: table.source, column }
  const domain = table.columns.find(({ source }) => source === column)?.domain
  if (sqlstate === '23514' && domain !== undefined)
    return issueId({ category: 'integrity', code: 'check-violated', ...place, object: domain.name })
  const code = sqlstate === '22021' ? 'invalid-utf8' : 'row-refused'
  return issueId({ category: 'quality', code, ...place, object: null })
}
