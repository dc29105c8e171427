import Database from 'better-sqlite3'
import { registerTextFunctions } from './text-functions.ts'

/** A connection to a SQLite database. Only this folder makes them. */
export type SqliteDatabase = Database.Database

/** A statement of such a connection, by what a row of it is. */
export type SqliteStatement<Row> = Database.Statement<unknown[], Row>

/**
 * Opens a database file read-only. Integers come back as `bigint`, so that none is rounded.
 *
 * Memory-mapped reading stays off: it was 10 % faster at best (474 MB, every row), and a file that shrinks while
 * it is mapped kills the process. https://www.sqlite.org/mmap.html
 *
 * @param path absolute, and without a space at its end: the driver would trim it
 * @throws the driver's error when the file is not a database; the snapshot stage explains it
 */
export function openSqlite(path: string): SqliteDatabase {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  database.defaultSafeIntegers(true)
  database.exec(SAFE_READING)
  registerTextFunctions(database)
  return database
}

/** For files from strangers: https://www.sqlite.org/security.html */
const SAFE_READING = `
  pragma query_only      = on;
  pragma trusted_schema  = off;
  pragma cell_size_check = on`
