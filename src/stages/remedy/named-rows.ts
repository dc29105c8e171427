import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { keyExpressions, type RowNaming, rowKey } from '../../engines/sqlite/row-key.ts'
import { MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Table } from '../catalog/catalog.ts'

/** The rows of a table that one remedy is about, while it works. Names begin with ours, so that no table is hidden. */
export const WORK = 'temp."pg-rehearsal work"'

/** What names the rows of a table in reports, and what finds each of them again. */
export interface RowNames {
  readonly naming: RowNaming
  /** `"id", rowid`: SQLite expressions of all that names a row. */
  readonly expressions: readonly string[]
  /** The columns of the work table that hold them. */
  readonly columns: readonly string[]
  /** Of both lists, those that find the row: the rowid alone, or the whole key. */
  readonly keys: readonly { readonly expression: string; readonly column: string }[]
}

/** Null where nothing names a row: a column each takes the names `rowid`, `oid` and `_rowid_`, and there is no key. */
export function rowNames({ primaryKey, rowidName }: Table): RowNames | null {
  const keyColumns = primaryKey?.parts.flatMap(({ column }) => column ?? []) ?? []
  const naming = { keyColumns, rowidName }
  const expressions = keyExpressions(naming)
  const columns = expressions.map((_, index) => `n${index}`)
  const all = expressions.map((expression, index) => ({ expression, column: columns[index] ?? '' }))
  const keys = rowidName === null ? all : all.slice(-1)
  return keys.length === 0 ? null : { naming, expressions, columns, keys }
}

/** A predicate that joins a row `t` of the table with its row `w` of the work table. */
export function isSameRow({ keys }: RowNames): string {
  return keys.map(({ expression, column }) => `t.${expression} = w.${column}`).join(' and ')
}

/** Counts the rows `w` of a temporary table, {@link WORK} or another, for which a predicate holds, and names the first. */
export function countRows(
  database: SqliteDatabase,
  from: string,
  names: RowNames,
  where: string,
): { readonly rows: number; readonly examples: readonly RowKey[] } {
  const rows = Number(database.prepare(`select count(*) from ${from} w where ${where}`).pluck().get())
  const first = database
    .prepare(`
      select ${names.columns.map((column) => `w.${column}`).join(', ')}
        from ${from} w
       where ${where}
       order by ${names.columns.join(', ')}
       limit ${MAX_EXAMPLES}`)
    .raw()
    .all() as unknown[][]
  return { rows, examples: first.map((values) => rowKey(names.naming, values)) }
}

/** `main."t"`: a temporary table of the same name would come first. */
export function inMain(table: string): string {
  return `main.${quoteIdentifier(table)}`
}
