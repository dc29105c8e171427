import { openSqlite, type SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { RowidRange } from '../../engines/sqlite/row-chunks.ts'
import { serveRequests } from '../../threads/serve-requests.ts'
import { profileTable } from './profile-table.ts'
import type { TableStructure } from './read-table.ts'

// The first file of a thread that measures tables, or ranges of them: see profile-tables.ts.

export interface ProfileRequest {
  readonly path: string
  readonly table: TableStructure
  readonly isUtf8: boolean
  readonly range: RowidRange | null
}

const NEVER = new AbortController().signal

/** Kept from one request to the next: all of them ask about one file. */
let open: { readonly path: string; readonly database: SqliteDatabase } | null = null

serveRequests<ProfileRequest>(async ({ path, table, isUtf8, range }, tell) => {
  if (open?.path !== path) {
    open?.database.close()
    open = { path, database: openSqlite(path) }
  }
  // tells of rows only
  const context = { emit: tell, signal: NEVER }
  const value = await profileTable(open.database, table, isUtf8, context, range)
  return { value, transfer: [] }
})
