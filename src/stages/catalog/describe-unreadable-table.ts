import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { isDamage, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { issue } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import type { TableProfile } from './profile-table.ts'
import type { ColumnStructure, TableStructure } from './table-structure.ts'

const BUILT_IN_COLLATIONS = ['BINARY', 'NOCASE', 'RTRIM']

/** What is known of a table of which SQLite can read no row: how many there are, and why. */
export function describeUnreadableTable(
  database: SqliteDatabase,
  table: TableStructure,
  error: Error,
): TableProfile {
  const rowCount = countCells(database, table)
  return {
    profiles: [],
    rowCount,
    unreadColumns: [],
    issues: [
      issue('source-read-failed', { table: table.name, rows: rowCount, ...explain(table, rowCount, error) }),
    ],
  }
}

/**
 * Counts the cells of the b-tree, for which SQLite needs to compute and compare nothing. 0 where the file is damaged.
 * https://www.sqlite.org/dbstat.html https://www.sqlite.org/fileformat2.html#b_tree_pages
 */
function countCells(database: SqliteDatabase, { name, withoutRowid }: TableStructure): number {
  const count = database.prepare<[string], bigint>(`
    select coalesce(sum(ncell), 0)
      from dbstat('main')
     where name = ?
       and ${withoutRowid ? '1' : `pagetype = 'leaf'`}`)
  try {
    return Number(count.pluck().get(name) ?? 0)
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return 0
  }
}

type Explanation = { readonly message: string; readonly remedy?: string }

function explain(table: TableStructure, rowCount: number, error: Error): Explanation {
  const unread = `SQLite cannot read table ${table.name}`
  const foreign = table.withoutRowid
    ? table.columns.filter(({ collation }) => !BUILT_IN_COLLATIONS.includes(collation))
    : []
  const [first] = foreign
  if (first !== undefined && !isDamage(error)) {
    return {
      message: `${unread} with its ${amount(rowCount, 'row')} outside of the application: it is WITHOUT ROWID, and ${first.name} compares by ${first.collation}, a collation that only the application has`,
      remedy: withoutCollations(table, foreign),
    }
  }
  return {
    message: `${unread}: ${error.message}`,
    ...(isDamage(error)
      ? {}
      : { remedy: 'Read it with the SQLite of the application; the message says why this one cannot.' }),
  }
}

/** The rows lie in the order of the key; other columns have no part in it, and can do without their collation. */
function withoutCollations(table: TableStructure, columns: readonly ColumnStructure[]): string {
  const isKey = ({ name }: ColumnStructure) =>
    table.primaryKey?.parts.some(({ column }) => column !== null && sameName(column, name)) ?? false
  const clauses = columns.flatMap((column) => clausesOf(table, column.collation))
  if (columns.some(isKey) || clauses.length === 0) {
    return 'Nothing is damaged: copy its rows in the application into a table without that collation, and rehearse again.'
  }
  const sql = [...new Set(clauses)].reduce(
    (text, clause) => `replace(${text}, ${quoteLiteral(clause)}, '')`,
    'sql',
  )
  const script = [
    'pragma writable_schema = on',
    `update sqlite_schema set sql = ${sql} where tbl_name = ${quoteLiteral(table.name)}`,
    'pragma writable_schema = reset',
    `reindex ${quoteIdentifier(table.name)}`,
  ]
  return `Nothing is damaged: take the collation away with a \`prepare\` script: \`${script.join('; ')};\``
}

/** The COLLATE clauses of a table and its indexes, as they are written. https://www.sqlite.org/syntax/column-constraint.html */
function clausesOf({ sql, indexes }: TableStructure, collation: string): readonly string[] {
  const name = collation.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const clause = new RegExp(`\\bcollate\\s+(?:${name}\\b|"${name}"|\`${name}\`|\\[${name}\\])`, 'gi')
  return [sql, ...indexes.map((index) => index.sql)].flatMap((text) => text.match(clause) ?? [])
}
