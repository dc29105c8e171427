import type { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { inOrder, type LineQuery } from '../../engines/sqlite/read-lines.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { issueId } from '../../issues/issue.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { readCopyContext } from './copy-context.ts'
import type { Reject } from './load-result.ts'

/** A refused row, and the text by which it is found again. */
export interface DescribedRefusal {
  readonly reject: Reject
  readonly identity: string
}

/** Makes a reject of the row that PostgreSQL refused: the `row`-th of the query, counted from 0. */
export function describeRefusal(
  database: SqliteDatabase,
  table: TablePlan,
  query: LineQuery,
  row: number,
  refusal: PostgresRefusal,
  showValues: boolean,
): DescribedRefusal {
  const column = readCopyContext(table, refusal).column ?? computedColumn(table, refusal)
  const value = column === null ? 'null' : quoteIdentifier(column)
  const keys = keyExpressions(table)
  const found = database
    .prepare(`
      select ${[...keys, identityExpression(table), `typeof(${value})`, `length(${value})`, `cast(${value} as text)`].join(', ')}
        from ${inOrder(query)}
       limit 1 offset ?`)
    .raw()
    .get(row) as unknown[]
  const [identity, storageClass, length, text] = found.slice(keys.length)
  const reject: Reject = {
    key: rowKey(table, found.slice(0, keys.length)),
    column,
    storageClass: column === null ? null : (storageClass as Reject['storageClass']),
    length: storageClass === 'text' || storageClass === 'blob' ? Number(length) : null,
    sqlstate: refusal.fields.sqlstate,
    issue: refusalIssueId(table, column, refusal.fields.sqlstate),
    ...(showValues ? { value: column === null || text === null ? null : String(text) } : {}),
  }
  return { reject, identity: String(identity) }
}

/** A value that PostgreSQL could not compute (class 22) has no place in the data that was sent. */
function computedColumn(table: TablePlan, refusal: PostgresRefusal): string | null {
  const computed = table.columns.filter(({ generated }) => generated)
  const [only] = computed
  return only !== undefined && computed.length === 1 && refusal.fields.sqlstate.startsWith('22')
    ? only.source
    : null
}

/**
 * A SQLite predicate for the refused rows; null when there are none.
 *
 * @param identities as {@link describeRefusal} gives them
 */
export function refusedRows(table: TablePlan, identities: readonly string[]): string | null {
  if (identities.length === 0) return null
  return `${identityExpression(table)} in (${identities.map(quoteLiteral).join(', ')})`
}

/**
 * Tells a row from all others by the rowid where there is one, else by the primary key, else by all of its values.
 * It is a text, because NULL and collations play no part in its comparison. Texts go through their bytes, for
 * quote() would cut them at a NUL.
 */
function identityExpression(table: TablePlan): string {
  const values = identityColumns(table).map((name) => {
    const value = quoteIdentifier(name)
    return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`
  })
  return `concat_ws(',', ${values.join(', ')})`
}

function identityColumns(table: TablePlan): readonly string[] {
  if (table.rowidName !== null) return [table.rowidName]
  return table.keyColumns.length > 0 ? table.keyColumns : table.columns.map(({ source }) => source)
}

/** 22021: character_not_in_repertoire, which is a NUL or an invalid byte sequence. */
function refusalIssueId(table: TablePlan, column: string | null, sqlstate: string): string {
  return issueId({
    category: 'quality',
    code: sqlstate === '22021' ? 'invalid-utf8' : 'row-refused',
    table: table.source,
    column,
    object: null,
  })
}
