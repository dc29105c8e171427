import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Table } from '../catalog/catalog.ts'
import { relaxDefinition } from './relax-definition.ts'

/**
 * Takes the triggers out of the schema, so that no remedy fires one, and gives a function that puts them back where
 * they were. https://www.sqlite.org/pragma.html#pragma_writable_schema
 */
export function setTriggersAside(database: SqliteDatabase): () => void {
  database.exec(`
    create temp table "pg-rehearsal triggers" as
      select rowid as place, type, name, tbl_name, rootpage, sql
        from main.sqlite_schema
       where type = 'trigger'`)
  rewrite(database, `delete from main.sqlite_schema where type = 'trigger'`)
  return () =>
    rewrite(
      database,
      `insert into main.sqlite_schema (rowid, type, name, tbl_name, rootpage, sql)
       select place, type, name, tbl_name, rootpage, sql from temp."pg-rehearsal triggers"`,
    )
}

/**
 * Lets a table of the copy take values of any storage class: STRICT goes, and so does the affinity of the given
 * columns. The catalog is that of the source and does not change by it. False where the definition cannot be read.
 */
export function relaxTable(database: SqliteDatabase, table: Table, columns: ReadonlySet<string>): boolean {
  const isTable = `type = 'table' and name = ?`
  const sql = database.prepare(`select sql from main.sqlite_schema where ${isTable}`).pluck().get(table.name)
  const relaxed = typeof sql === 'string' ? relaxDefinition(sql, columns) : null
  if (relaxed === null) return false
  rewrite(database, `update main.sqlite_schema set sql = ? where ${isTable}`, relaxed, table.name)
  return true
}

/** `reset` makes the connection read the schema again; the cookie tells all others. */
function rewrite(database: SqliteDatabase, sql: string, ...values: readonly string[]): void {
  const version = database.pragma('main.schema_version', { simple: true }) as bigint
  database.pragma('writable_schema = on')
  try {
    database.prepare(sql).run(...values)
    database.pragma(`main.schema_version = ${version + 1n}`)
  } finally {
    database.pragma('writable_schema = reset')
  }
}

/** After a transaction that has rewritten the schema and was rolled back. */
export function rereadSchema(database: SqliteDatabase): void {
  database.pragma('writable_schema = reset')
}
