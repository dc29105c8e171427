import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'

/** What has to be made before the rows come, and what behind them. */
export interface Definitions {
  readonly tables: readonly string[]
  /** Indexes, triggers and views. */
  readonly others: readonly string[]
}

interface Definition {
  readonly type: string
  readonly tbl_name: string
  readonly sql: string
}

/** Of the tables that are in the target, and all that hangs on them; views belong to nobody. */
export function readDefinitions(source: SqliteDatabase, tables: readonly string[]): Definitions {
  const names = new Set(tables)
  const all = source
    .prepare<[], Definition>(
      `select type, tbl_name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\' order by rowid`,
    )
    .all()
  return {
    tables: all.flatMap(({ type, tbl_name, sql }) => (type === 'table' && names.has(tbl_name) ? [sql] : [])),
    others: all.flatMap(({ type, tbl_name, sql }) =>
      type === 'view' || (type !== 'table' && (names.has(tbl_name) || type === 'trigger')) ? [sql] : [],
    ),
  }
}
