import { openSqlite, type SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { RowRange } from '../../engines/sqlite/row-chunks.ts'
import { serveRequests } from '../../threads/serve-requests.ts'
import type { LearnedColumn } from './column-group.ts'
import { profileTable } from './profile-table.ts'
import type { TableStructure } from './read-table.ts'
import { TableMeter } from './table-meter.ts'

// The first file of a thread that measures tables, or ranges of them: see profile-tables.ts.

export interface ProfileRequest {
  readonly path: string
  readonly table: TableStructure
  readonly isUtf8: boolean
  readonly range: RowRange
  /** What is known of the columns beforehand; null where nothing is. */
  readonly learned: readonly LearnedColumn[] | null
}

const NEVER = new AbortController().signal

/** Kept from one request to the next: all of them ask about one file, and many about ranges of one table. */
let open: { readonly path: string; readonly database: SqliteDatabase } | null = null
let last: { readonly table: string; readonly meter: TableMeter } | null = null

serveRequests<ProfileRequest>(async ({ path, table, isUtf8, range, learned }, tell) => {
  if (open?.path !== path) {
    open?.database.close()
    open = { path, database: openSqlite(path) }
    last = null
  }
  const { database } = open
  if (last?.table !== table.name) {
    last = { table: table.name, meter: new TableMeter(database, table, isUtf8, learned) }
  }
  // tells of rows only
  const context = { emit: tell, signal: NEVER }
  const value = await profileTable(database, table, last.meter, context, range)
  return { value, transfer: [] }
})
