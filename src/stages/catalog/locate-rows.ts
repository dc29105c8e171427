import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { keyExpressions, rowKey } from '../../engines/sqlite/row-key.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, MAX_EXAMPLES, type RowKey } from '../../issues/issue.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Catalog, Table } from './catalog.ts'
import { LONGEST_READ } from './column-measures.ts'

/**
 * Names the first rows of every predicted issue. Where the profile has not counted them they are counted here, and
 * a prediction without a row is none, unless it is about a definition. One that SQLite cannot evaluate stays as it was
 * predicted, and the rest is left to the load: the file can be damaged, or its schema need functions that are not here.
 */
export function locateRows(
  snapshot: Snapshot,
  catalog: Catalog,
  planned: readonly PlannedIssue[],
): readonly Issue[] {
  const database = snapshot.open()
  try {
    return planned.flatMap((prediction) => {
      const { issue, standsAlone } = prediction
      try {
        return locate(database, catalog, prediction)
      } catch (error) {
        if (sqliteResultCode(error) === null) throw error
        return issue.rows > 0 || standsAlone === true ? issue : []
      }
    })
  } finally {
    database.close()
  }
}

function locate(
  database: SqliteDatabase,
  { tables }: Catalog,
  { issue, rowsWhere, counted, standsAlone }: PlannedIssue,
): Issue | readonly Issue[] {
  const table = tables.find(({ name }) => name === issue.table)
  if (rowsWhere === null || table === undefined) return issue
  const where = withinReach(rowsWhere, table, issue.column)
  const { rows, distinct } =
    issue.rows > 0
      ? { rows: issue.rows, distinct: 0 }
      : countRows(database, table, where, counted?.distinct ?? null)
  if (rows === 0) return standsAlone === true ? issue : []
  const message = counted?.message(rows, distinct) ?? issue.message
  return { ...issue, rows, message, examples: firstRows(database, table, where) }
}

/** A value that is too large to be read must not be looked at. CASE alone promises that. */
function withinReach(where: string, { columns }: Table, name: string | null): string {
  const profile = columns.find((column) => column.name === name)?.profile
  const longest = Math.max(profile?.longestTextBytes ?? 0, profile?.longestBlobBytes ?? 0)
  if (name === null || longest <= LONGEST_READ) return where
  return `case when octet_length(${quoteIdentifier(name)}) > ${LONGEST_READ} then 0 else ${where} end`
}

function countRows(
  database: SqliteDatabase,
  table: Table,
  where: string,
  distinct: string | null,
): { readonly rows: number; readonly distinct: number } {
  const counted = database.prepare<[], [bigint, bigint]>(`
    select count(*), ${distinct === null ? '0' : `count(distinct ${distinct})`}
      from ${quoteIdentifier(table.name)} not indexed
     where ${where}`)
  const [rows = 0n, values = 0n] = counted.raw().get() ?? []
  return { rows: Number(rows), distinct: Number(values) }
}

function firstRows(database: SqliteDatabase, table: Table, where: string): readonly RowKey[] {
  const naming = {
    keyColumns: table.primaryKey?.parts.flatMap(({ column }) => (column === null ? [] : [column])) ?? [],
    rowidName: table.rowidName,
  }
  const keys = keyExpressions(naming)
  if (keys.length === 0) return []
  const rows = database
    .prepare(`
      select ${keys.join(', ')}
        from ${quoteIdentifier(table.name)} not indexed
       where ${where}
       limit ${MAX_EXAMPLES}`)
    .raw()
    .all() as unknown[][]
  return rows.map((values) => rowKey(naming, values))
}
