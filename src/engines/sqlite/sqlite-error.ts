import Database from 'better-sqlite3'

/** The result code of SQLite, for example `SQLITE_CORRUPT`; null when the error is another's. https://www.sqlite.org/rescode.html */
export function sqliteResultCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null
}

/**
 * What SQLite says of a statement that failed on a row, without what it may quote of the row: `JSON path error near
 * '…'`.
 */
export function messageWithoutValue(error: unknown): string {
  return error instanceof Error ? error.message.replace(/[:'"].*$/s, '').trim() : ''
}

/** Whether SQLite found the file or its disk damaged. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|IOERR|NOTADB)/.test(sqliteResultCode(error) ?? '')
}
