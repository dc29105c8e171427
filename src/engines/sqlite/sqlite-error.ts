import Database from 'better-sqlite3'
import type { SentError } from '../../threads/serve-requests.ts'

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

/** For what a sound file could not give, and SQLite has not noticed: to go on would be to guess. */
export function foundDamage(message: string): Error {
  return new Database.SqliteError(message, 'SQLITE_CORRUPT')
}

/** The error that a thread has sent, as if it had been thrown here. */
export function reviveSqliteError({ name, message, code, stack }: SentError): Error {
  if (name === 'SqliteError' && code !== null) return new Database.SqliteError(message, code)
  const given = { ...(code === null ? {} : { code }), ...(stack === null ? {} : { stack }) }
  return Object.assign(new Error(message), { name, ...given })
}
