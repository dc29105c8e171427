import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import { quoteIdentifier, quoteOwnRows } from '../../../sql/quote.ts'
import type { TablePlan } from '../../plan/migration-plan.ts'
import { restoredColumn, type StoredColumn } from './restored-column.ts'
import { type Known, readSpelling } from './spelling.ts'

/** The road of a table back, as a statement for each side. */
export interface RestoredTable {
  /** For PostgreSQL: prints each row as literals of SQLite, on a line of its own that ends outside of a text. */
  readonly copySql: string
  /** For SQLite: what stands before the lines, between two of them, and behind. */
  readonly insert: { readonly head: string; readonly between: string; readonly tail: string }
  /** The same road without literals; null where SQLite has to read them. */
  readonly stored: StoredTable | null
}

/** Rows that go into records as they come. */
export interface StoredTable {
  /** For PostgreSQL: sends the rows in the binary form. */
  readonly copySql: string
  /** In the order in which their values come. */
  readonly columns: readonly { readonly name: string; readonly stored: StoredColumn }[]
}

/**
 * The two ends of a table's way back. What `COPY` calls CSV is a row of literals where the quote is that of SQL.
 * https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS
 *
 * @param known what the catalog knows of its columns
 */
export function restoredTable(
  source: SqliteDatabase,
  table: TablePlan,
  known: ReadonlyMap<string, Known>,
): RestoredTable {
  const computed = computedColumns(source, table)
  const columns = table.columns
    .filter((column) => !computed.has(column.source))
    .map((column, index) => {
      const facts = known.get(column.source)
      if (facts === undefined) throw new TypeError(`the catalog has no ${table.source}.${column.source}`)
      const spelling = readSpelling(source, table, column, facts)
      const restored = restoredColumn(column, facts, spelling)
      return { ...restored, name: column.source, alias: `c${index}`, literal: `column${index + 1}` }
    })
  const names = columns.map(({ name }) => quoteIdentifier(name))
  const values = columns.map(({ read, literal }) => read(literal))
  return {
    copySql: copySql(table, columns),
    insert: {
      head: `insert into main.${quoteIdentifier(table.source)} (${names.join(', ')}) select ${values.join(', ')} from (values (`,
      between: '), (',
      tail: '))',
    },
    stored: storedTable(table, columns),
  }
}

function storedTable(
  { partitioned, target }: TablePlan,
  columns: readonly { readonly name: string; readonly stored: StoredColumn | null }[],
): StoredTable | null {
  const known = columns.flatMap(({ name, stored }) => (stored === null ? [] : [{ name, stored }]))
  if (known.length < columns.length) return null
  const values = known.map(({ stored }) => stored.sent).join(', ')
  return {
    copySql: `copy (select ${values} from ${quoteOwnRows(target, partitioned)}) to stdout (format binary)`,
    columns: known,
  }
}

interface PrintedColumn {
  readonly printed: string
  readonly isText: boolean
  readonly alias: string
}

/**
 * As the rows lie there: the load has written them in the order of the rowid, so that SQLite mostly appends, and to sort
 * them again or to read them by an index takes longer.
 */
function copySql({ partitioned, target }: TablePlan, columns: readonly PrintedColumn[]): string {
  const rows = quoteOwnRows(target, partitioned)
  const values = columns.map(({ printed, alias }) => `${printed} as ${alias}`)
  const texts = columns.filter(({ isText }) => isText).map(({ alias }) => alias)
  const quoted = texts.length === 0 ? '' : `, force_quote (${texts.join(', ')})`
  return `copy (select ${values.join(', ')} from ${rows}) to stdout (format csv, quote '''', null 'null'${quoted})`
}

/** Generated columns of the source, whatever they are in the target. https://www.sqlite.org/pragma.html#pragma_table_xinfo */
function computedColumns(source: SqliteDatabase, table: TablePlan): ReadonlySet<string> {
  const rows = source
    .prepare<[string], { readonly name: string }>(
      'select name from pragma_table_xinfo(?) where hidden in (2, 3)',
    )
    .all(table.source)
  return new Set(rows.map(({ name }) => name))
}
