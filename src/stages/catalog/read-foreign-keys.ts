import { keptStatement } from '../../engines/sqlite/kept-statement.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { ForeignKey, ForeignKeyAction } from './catalog.ts'
import type { ForeignKeyDefinition } from './table-definition.ts'

interface ForeignKeyRow {
  readonly id: bigint
  readonly parent: string
  readonly child: string
  /** null where the key is written as `REFERENCES parent`, without columns. */
  readonly parentColumn: string | null
  readonly onUpdate: ForeignKeyAction
  readonly onDelete: ForeignKeyAction
}

/** In the order of the text; PRAGMA foreign_key_list counts from the last one. https://www.sqlite.org/pragma.html#pragma_foreign_key_list */
const FOREIGN_KEYS = `
  select id, "table" as parent, "from" as child, "to" as parentColumn, on_update as onUpdate, on_delete as onDelete
    from pragma_foreign_key_list(?, 'main')
   order by id desc, seq`

const PRIMARY_KEY = `
  select name
    from pragma_table_xinfo(?, 'main')
   where pk > 0
   order by pk`

/** The foreign keys of a table; names and deferral come from its text. */
export function readForeignKeys(
  database: SqliteDatabase,
  table: string,
  definitions: readonly ForeignKeyDefinition[],
): readonly ForeignKey[] {
  const rows = keptStatement<ForeignKeyRow>(database, FOREIGN_KEYS).all(table)
  return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((parts, index) => {
    const [first] = parts
    if (first === undefined) return []
    return {
      name: definitions[index]?.name ?? null,
      columns: parts.map((part) => part.child),
      parentTable: first.parent,
      parentColumns: parentColumns(database, parts, first.parent),
      onUpdate: first.onUpdate,
      onDelete: first.onDelete,
      deferrable: definitions[index]?.deferrable ?? false,
    }
  })
}

function parentColumns(
  database: SqliteDatabase,
  parts: readonly ForeignKeyRow[],
  parent: string,
): readonly string[] | null {
  const written = parts.flatMap((part) => part.parentColumn ?? [])
  if (written.length === parts.length) return written
  const key = keptStatement<{ readonly name: string }>(database, PRIMARY_KEY).all(parent)
  return key.length === parts.length ? key.map((column) => column.name) : null
}
