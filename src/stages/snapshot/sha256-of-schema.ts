import { createHash } from 'node:crypto'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'

// Tables of SQLite's own come and go with its work: https://www.sqlite.org/fileformat2.html#intschema
const DECLARATIONS = `
  select type, name, tbl_name, sql
    from sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
   order by type, name`

/** A hash of everything that the database declares, in the words in which it does. */
export function sha256OfSchema(database: SqliteDatabase): string {
  const hash = createHash('sha256')
  for (const row of database.prepare(DECLARATIONS).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest('hex')
}
