import { openSqlite, type SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'

/**
 * What an application writes into the header of its file: by `user_version` it knows which of its migrations were
 * carried out, by `application_id` that the file is its own. The encoding decides the bytes of every text.
 * https://www.sqlite.org/fileformat2.html#the_database_header
 */
const MARKS = ['user_version', 'application_id', 'encoding'] as const

/** The marks in which two files differ. @throws the driver's error when one of them is no database */
export function differingMarks(original: string, copy: string): readonly string[] {
  const [wanted, found] = [marksOf(original), marksOf(copy)]
  return MARKS.filter((mark) => wanted.get(mark) !== found.get(mark))
}

function marksOf(path: string): ReadonlyMap<string, string> {
  const database = openSqlite(path)
  try {
    return new Map(MARKS.map((mark) => [mark, readPragma(database, mark)]))
  } finally {
    database.close()
  }
}

/**
 * Statements that give a new file the marks of another; before the first table. `auto_vacuum` is none that is compared:
 * it only says what becomes of free pages. It comes first, for it can be set only while the file is empty. https://www.sqlite.org/pragma.html#pragma_auto_vacuum
 */
export function copyMarks(source: SqliteDatabase): readonly string[] {
  return ['auto_vacuum', ...MARKS].map((pragma) => `pragma ${pragma} = '${readPragma(source, pragma)}'`)
}

function readPragma(database: SqliteDatabase, pragma: string): string {
  return String(database.pragma(pragma, { simple: true }))
}
