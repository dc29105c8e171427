import Database from 'better-sqlite3'

/**
 * Lets SQLite bring a database to its last committed state: a hot journal is rolled back, a write-ahead log is moved
 * into the file. Afterwards the file stands alone and opens read-only. Writes to the file: give it a private copy.
 *
 * https://www.sqlite.org/lockingv3.html#hot_journals
 * https://www.sqlite.org/wal.html#recovery
 *
 * @throws the driver's error
 */
export function recoverSqlite(path: string): void {
  const database = new Database(path, { fileMustExist: true })
  try {
    database.exec(RECOVER)
  } finally {
    database.close()
  }
}

/** The exclusive lock keeps SQLite from making a -shm file; the copy is thrown away, so nothing need be synced. */
const RECOVER = `
  pragma locking_mode = exclusive;
  pragma synchronous  = off;
  select 1 from sqlite_schema limit 1;
  pragma wal_checkpoint(truncate);
  pragma journal_mode = delete`
