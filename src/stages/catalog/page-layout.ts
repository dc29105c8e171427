import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { TableStructure } from './table-structure.ts'

/** Where the values of a table lie in the file. */
export interface PageLayout {
  /** The page at which its tree begins. */
  readonly root: number
  /** The column of each field of a record, by its place in the table; null for a field that is passed over. */
  readonly fields: readonly (number | null)[]
  /** The place of the column that is the rowid; null where there is none. */
  readonly rowid: number | null
}

const ROOT = `
  select rootpage
    from sqlite_schema
   where type = 'table' and name = ?`

/** https://www.sqlite.org/pragma.html#pragma_table_xinfo: what is generated and virtual lies nowhere */
const STORED = `
  select name
    from pragma_table_xinfo(?, 'main')
   where hidden <> 2
   order by cid`

/** https://www.sqlite.org/withoutrowid.html: the key comes first */
const STORED_BY_KEY = `
  select x.name
    from pragma_index_list(?, 'main') as l,
         pragma_index_xinfo(l.name, 'main') as x
   where l.origin = 'pk'
   order by x.seqno`

/**
 * Null where SQLite itself cannot read the table as it is: it needs a collation of the application, say. Generated columns
 * have no place, for SQLite computes them.
 */
export function readPageLayout(database: SqliteDatabase, table: TableStructure): PageLayout | null {
  const { name, columns, rowidAlias, withoutRowid, storageKey } = table
  if (storageKey.length === 0) return null
  try {
    database.prepare(`select 1 from ${quoteIdentifier(name)} not indexed limit 1`).get()
    const root = database.prepare<[string], bigint>(ROOT).pluck().get(name)
    const names = database
      .prepare<[string], string>(withoutRowid ? STORED_BY_KEY : STORED)
      .pluck()
      .all(name)
    const place = (field: string) => columns.findIndex((column) => column.name === field && !column.generated)
    const fields = names.map((field, index) => {
      const isRepeated = field === rowidAlias || names.indexOf(field) < index
      return isRepeated || place(field) === -1 ? null : place(field)
    })
    const rowid = rowidAlias === null ? null : place(rowidAlias)
    return root === undefined ? null : { root: Number(root), fields, rowid }
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    return null
  }
}
