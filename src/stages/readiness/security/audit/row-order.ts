import type { PostgresConnection } from '../../../../engines/postgres/database.ts'
import type { SqliteDatabase } from '../../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteQualified } from '../../../../sql/quote.ts'
import type { ColumnPlan, TablePlan } from '../../../plan/migration-plan.ts'

/** What the target tells of the order in which the rows of a table were written. */
export type KeptOrder =
  /** `by` is empty where the source itself does not tell it, or there are not two rows. */
  | { readonly kind: 'kept'; readonly by: readonly string[] }
  /** `rows` have the same in `by` as the row before them, and nothing tells which of them came first. */
  | { readonly kind: 'ties'; readonly by: readonly string[]; readonly rows: number }
  /** `column` is null where none ever told it. */
  | { readonly kind: 'lost'; readonly column: string | null }

/** Types that sort the same way on both sides, whatever the collation. */
const SORTABLE: ReadonlySet<string> = new Set([
  'integer',
  'epoch',
  'duration',
  'date',
  'timestamp',
  'timestamptz',
  'float',
])

/**
 * Rows were written in the order of the rowid. It is kept where the target has it as a column; else where columns of the
 * target rise in the same order, each of them settling the ties of those before it: `at`, then `id`.
 *
 * A rowid that is no column is not for ever either: VACUUM may change it. https://www.sqlite.org/lang_vacuum.html
 */
export async function keptOrder(
  table: TablePlan,
  source: SqliteDatabase,
  connection: PostgresConnection,
): Promise<KeptOrder> {
  if (table.rowCount < 2 || table.rowidName === null) return { kind: 'kept', by: [] }
  const found = risingColumns(source, table, table.rowidName)
  const [first] = found.columns
  if (first === undefined) return { kind: 'lost', column: null }
  const values = found.columns.map(({ target }) => quoteIdentifier(target))
  const { rows } = await connection.query(
    `select count(*) as n, count(distinct (${values.join(', ')})) as different from ${quoteQualified(table.target)}`,
  )
  const ties = Number(rows[0]?.n) - Number(rows[0]?.different)
  if (ties > found.ties) return { kind: 'lost', column: first.target }
  const by = found.columns.map(named)
  return ties === 0 ? { kind: 'kept', by } : { kind: 'ties', by, rows: ties }
}

interface Rising {
  readonly columns: readonly ColumnPlan[]
  /** Rows that have the same in all of them as the row before. */
  readonly ties: number
}

/** Begins with the column that has the fewest ties, and goes on for as long as another one leaves fewer. */
function risingColumns(source: SqliteDatabase, table: TablePlan, rowid: string): Rising {
  const { order, keyColumns, columns, rowCount } = table
  const isRowid = columns.find((column) => order.kind === 'rowid' && column.source === order.column)
  if (isRowid !== undefined) return { columns: [isRowid], ties: 0 }
  const candidates = columns.filter(
    ({ conversion, source: name }) =>
      SORTABLE.has(conversion.kind) ||
      (keyColumns.includes(name) &&
        SORTABLE_KEYS.has(conversion.kind) &&
        (conversion.kind !== 'text' || table.encoding === 'UTF-8')),
  )
  // a column that is the same in all rows rises too, and tells nothing
  let best: Rising = { columns: [], ties: rowCount - 1 }
  for (;;) {
    let better = best
    for (const column of candidates) {
      const longer = [...best.columns, column]
      const ties = tiesOf(source, table.source, rowid, longer)
      if (ties !== null && ties < better.ties) better = { columns: longer, ties }
      if (better.ties === 0) return better
    }
    if (better === best) return best
    best = better
  }
}

/**
 * How many rows have the same in these columns as the row before; null where the columns do not rise.
 * https://www.sqlite.org/rowvalue.html
 */
function tiesOf(
  source: SqliteDatabase,
  name: string,
  rowid: string,
  columns: readonly ColumnPlan[],
): number | null {
  const order = `over (order by ${quoteIdentifier(rowid)})`
  const values = columns.map(spelled)
  const written = values.map((value, index) => `${value} as v${index}, lag(${value}) ${order} as p${index}`)
  const row = (letter: string) => `(${columns.map((_, index) => `${letter}${index}`).join(', ')})`
  const sql = `
    select count(*) filter (where (${row('v')} >= ${row('p')}) is not true) as falls,
           count(*) filter (where ${row('v')} = ${row('p')}) as ties
      from (select ${written.join(', ')}, row_number() ${order} as r from ${quoteIdentifier(name)})
     where r > 1`
  const found = source.prepare<[], { readonly falls: bigint; readonly ties: bigint }>(sql).get()
  return found?.falls === 0n ? Number(found.ties) : null
}

/** Keys that both sides sort alike: by their bytes, as COLLATE "C" does, and as uuid does. */
const SORTABLE_KEYS: ReadonlySet<string> = new Set(['text', 'uuid', 'respelled-uuid'])

/** A value in a form that SQLite sorts as PostgreSQL does. */
function spelled({ source, conversion: { kind } }: ColumnPlan): string {
  const value = quoteIdentifier(source)
  if (kind === 'text') return `${value} collate binary`
  if (kind !== 'uuid' && kind !== 'respelled-uuid') return value
  return `lower(iif(typeof(${value}) = 'blob', hex(${value}), replace(trim(${value}, '{}'), '-', '')))`
}

/** For people who will sort by it. */
function named({ target, conversion }: ColumnPlan): string {
  return conversion.kind === 'text' ? `${target} collate "C"` : target
}
