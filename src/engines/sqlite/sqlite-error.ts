import Database from 'better-sqlite3'

/** The result code of SQLite, for example `SQLITE_CORRUPT`; null when the error is another's. https://www.sqlite.org/rescode.html */
export function sqliteResultCode(error: unknown): string | null {
  return error instanceof Database.SqliteError ? error.code : null
}

/** Whether SQLite found the file or its disk damaged. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|IOERR|NOTADB)/.test(sqliteResultCode(error) ?? '')
}
