/**
 * The result code of an error of the SQLite driver, `SQLITE_CORRUPT_VTAB` for example; null for any other error.
 * https://www.sqlite.org/rescode.html
 */
export function sqliteCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  return error.code.startsWith('SQLITE_') ? error.code : null
}
