import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { fieldsOf } from './copy-lines.ts'
import { restorer, type SqliteValue } from './restored-value.ts'
import { type Known, readSpelling } from './spelling.ts'

/** Takes the rows of one table as lines of a COPY. */
export interface RowInserter {
  /** Of the source: those whose fields a line has, in this order. */
  readonly columns: readonly string[]
  readonly insert: (line: string) => void
  readonly finish: () => void
}

/** A statement that inserts many rows takes half as long as one for each; SQLite binds at most 32,766 values. */
const ROWS_AT_ONCE = 50
const MOST_VALUES = 32_000

export function rowInserter(
  source: SqliteDatabase,
  copy: SqliteDatabase,
  table: TablePlan,
  known: ReadonlyMap<string, Known>,
): RowInserter {
  const computed = computedColumns(copy, table)
  const columns = table.columns.filter((column) => !computed.has(column.source))
  const restore = columns.map((column) => {
    const facts = known.get(column.source)
    if (facts === undefined) throw new TypeError(`the catalog has no ${table.source}.${column.source}`)
    return restorer(column, readSpelling(source, table, column, facts))
  })
  const names = columns.map((column) => quoteIdentifier(column.source))
  const most = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(MOST_VALUES / columns.length)))
  const prepare = (rows: number) => prepareInsert(copy, table.source, names, rows)
  const [single, many] = [prepare(1), prepare(most)]
  let pending: SqliteValue[] = []
  return {
    columns: columns.map((column) => column.source),
    insert: (line) => {
      const fields = fieldsOf(line)
      for (let index = 0; index < restore.length; index += 1) {
        const text = fields[index] ?? null
        pending.push(text === null ? null : (restore[index]?.(text) ?? null))
      }
      if (pending.length < most * columns.length) return
      many.run(pending)
      pending = []
    },
    finish: () => {
      for (let at = 0; at < pending.length; at += columns.length) {
        single.run(pending.slice(at, at + columns.length))
      }
      pending = []
    },
  }
}

function prepareInsert(copy: SqliteDatabase, table: string, names: readonly string[], rows: number) {
  const places = `(${names.map(() => '?').join(', ')})`
  return copy.prepare<[SqliteValue[]]>(
    `insert into main.${quoteIdentifier(table)} (${names.join(', ')}) values ${Array(rows).fill(places).join(', ')}`,
  )
}

/** Generated columns of the source, whatever they are in the target. https://www.sqlite.org/pragma.html#pragma_table_xinfo */
function computedColumns(copy: SqliteDatabase, { source }: TablePlan): ReadonlySet<string> {
  const rows = copy
    .prepare<[string], { readonly name: string }>(
      'select name from pragma_table_xinfo(?) where hidden in (2, 3)',
    )
    .all(source)
  return new Set(rows.map(({ name }) => name))
}
