import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'

/** One definition in sqlite_schema. */
export interface SchemaObject {
  readonly type: 'table' | 'index' | 'view' | 'trigger'
  readonly name: string
  /** The table or view that it belongs to. */
  readonly tableName: string
  readonly sql: string
}

/** What SQLite says about a table as a whole. https://www.sqlite.org/pragma.html#pragma_table_list */
export interface TableKind {
  readonly name: string
  /** Shadow tables are told by their names alone, and only where their module is compiled in. */
  readonly type: 'table' | 'virtual' | 'shadow' | 'view'
  readonly withoutRowid: bigint
  readonly strict: bigint
}

const SCHEMA_OBJECTS = `
  select type, name, tbl_name as tableName, sql
    from main.sqlite_schema
   where name not like 'sqlite\\_%' escape '\\'
     and sql is not null
   order by rowid`

const TABLE_KINDS = `
  select name, type, wr as withoutRowid, strict
    from pragma_table_list
   where schema = 'main'`

/** Everything that the user has created, in the order of sqlite_schema. */
export function readSchemaObjects(database: SqliteDatabase): readonly SchemaObject[] {
  return database.prepare<[], SchemaObject>(SCHEMA_OBJECTS).all()
}

/** All tables of the database by their exact names. */
export function readTableKinds(database: SqliteDatabase): ReadonlyMap<string, TableKind> {
  const kinds = database.prepare<[], TableKind>(TABLE_KINDS).all()
  return new Map(kinds.map((kind) => [kind.name, kind]))
}
