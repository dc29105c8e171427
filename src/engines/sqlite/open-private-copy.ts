import Database from 'better-sqlite3'
import type { SqliteDatabase } from './open-sqlite.ts'
import { registerTextFunctions } from './text-functions.ts'

/**
 * Opens a private copy of a source for writing: remedies change its rows, so that every later stage sees the changed
 * values by itself. Give it nothing but a file in the private directory of the run; a source is opened by
 * {@link openSqlite}, which cannot write.
 *
 * The rules of the source must not stand in the way of a remedy: foreign keys and CHECKs are not enforced, and the
 * schema table can be written, to put triggers and STRICT aside. UNIQUE and NOT NULL stay, for SQLite cannot do
 * without them: https://www.sqlite.org/pragma.html#pragma_ignore_check_constraints and
 * https://www.sqlite.org/pragma.html#pragma_writable_schema
 *
 * @throws the driver's error
 */
export function openPrivateCopy(path: string): SqliteDatabase {
  const database = new Database(path, { fileMustExist: true })
  database.defaultSafeIntegers(true)
  database.unsafeMode(true)
  database.exec(FREE_WRITING)
  registerTextFunctions(database)
  return database
}

/** The copy is thrown away, so nothing need be synced. */
const FREE_WRITING = `
  pragma synchronous              = off;
  pragma trusted_schema           = off;
  pragma cell_size_check          = on;
  pragma foreign_keys             = off;
  pragma recursive_triggers       = off;
  pragma ignore_check_constraints = on`
