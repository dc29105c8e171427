import Database from 'better-sqlite3'

/** A connection to a SQLite database. Only this folder makes them. */
export type SqliteDatabase = Database.Database

/**
 * Opens a database file read-only. Integers come back as `bigint`, so that none is rounded.
 *
 * @throws the driver's error when the file is not a database; the snapshot stage explains it
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  database.defaultSafeIntegers(true)
  return database
}
