import { keptStatement } from '../../engines/sqlite/kept-statement.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'

/** Anybody can write anything into sqlite_sequence; SQLite takes what it finds there as an integer. https://www.sqlite.org/autoinc.html */
const HIGH_WATER_MARK = `
  select max(cast(seq as integer)) as mark
    from main.sqlite_sequence
   where name = ? collate nocase`

/** The highest rowid that an AUTOINCREMENT table ever had; null before its first row, and where nothing tells. */
export function readHighWaterMark(database: SqliteDatabase, table: string): bigint | null {
  try {
    const row = keptStatement<{ readonly mark: bigint | null }>(database, HIGH_WATER_MARK).get(table)
    return row?.mark ?? null
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}
