import Database from 'better-sqlite3'
import { sqliteResultCode } from './sqlite-error.ts'

/**
 * Holds a file for this process, as a writer of SQLite holds a database: until it is released, or the process ends in
 * whatever way. The operating system keeps such a lock by the file, so processes in different containers see it too, and
 * nothing of it is left to be taken for the lock of another. https://www.sqlite.org/lockingv3.html
 *
 * @param path of an empty file, which stays empty and without a journal beside it; nothing else of this process may open it meanwhile:
 *   https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 * @returns what releases it; null where somebody else holds it
 * @throws the driver's error
 */
export function holdLock(path: string): (() => void) | null {
  const database = new Database(path, { fileMustExist: true, timeout: 0 })
  try {
    database.exec(HOLD)
    return () => database.close()
  } catch (error) {
    database.close()
    if (sqliteResultCode(error)?.startsWith('SQLITE_BUSY') === true) return null
    throw error
  }
}

const HOLD = `
  pragma journal_mode = memory;
  begin exclusive`
