import { quoteIdentifier } from '../../../sql/quote.ts'
import { keptStatement } from '../kept-statement.ts'
import type { SqliteDatabase } from '../open-sqlite.ts'
import { sqliteResultCode } from '../sqlite-error.ts'
import type { PageFile } from './page-file.ts'
import { isIndexPage } from './table-pages.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/** A field of the records of a table. */
export interface RecordField {
  /** Of its column. */
  readonly name: string
  /** It is the rowid: the record holds NULL in its place. */
  readonly isRowid: boolean
  /** SQLite has computed it, by the rules of its own version. */
  readonly isGenerated: boolean
  /** A row that is older than the column, and so lacks the field, has NULL there. */
  readonly isNullWhereMissing: boolean
}

/** How the rows of a table lie in the file. */
export interface RecordLayout {
  /** The page at which its tree begins. */
  readonly root: number
  /** The rows lie in an index, some of them between its leaves. */
  readonly isIndex: boolean
  /** In the order of a record; null for a field that repeats one before it. */
  readonly fields: readonly (RecordField | null)[]
}

interface FieldRow {
  readonly name: string
  readonly hidden: bigint
  readonly defaultText: string | null
}

/** The page at which the tree of each table begins. */
export function readRoots(database: SqliteDatabase): ReadonlyMap<string, number> {
  const roots = keptStatement<[string, bigint]>(database, ROOTS).raw().all()
  return new Map(roots.map(([name, root]) => [name, Number(root)]))
}

const ROOTS = `
  select name, rootpage
    from sqlite_schema
   where type = 'table'`

/** https://www.sqlite.org/pragma.html#pragma_table_xinfo: what is generated and virtual (2) lies nowhere */
const FIELDS = `
  select name, hidden, dflt_value as defaultText
    from pragma_table_xinfo(:table, 'main')
   where hidden <> 2
   order by cid`

/** https://www.sqlite.org/withoutrowid.html: the key comes first */
const FIELDS_BY_KEY = `
  select c.name, c.hidden, c.dflt_value as defaultText
    from pragma_index_list(:table, 'main') as l,
         pragma_index_xinfo(l.name, 'main') as x
         join pragma_table_xinfo(:table, 'main') as c using (cid)
   where l.origin = 'pk'
   order by x.seqno`

/**
 * How the rows of a table lie; null where SQLite itself cannot read one, because it needs a collation that only the
 * application has, say.
 *
 * @param root of the table, as {@link readRoots} tells it
 */
export function readRecordLayout(
  file: PageFile,
  database: SqliteDatabase,
  table: string,
  root: number | undefined,
): RecordLayout | null {
  if (root === undefined) return null
  try {
    database.prepare(`select 1 from ${quoteIdentifier(table)} not indexed limit 1`).get()
    const isIndex = isIndexPage(file, root)
    const rowid = isIndex ? null : findRowidAlias(database, table)
    const rows = keptStatement<FieldRow>(database, isIndex ? FIELDS_BY_KEY : FIELDS).all({ table })
    const names = rows.map(({ name }) => name)
    const fields = rows.map(({ name, hidden, defaultText }, place) => {
      const isRepeated = names.indexOf(name) < place
      const isNullWhereMissing = defaultText === null || /^null$/i.test(defaultText)
      return isRepeated
        ? null
        : { name, isRowid: name === rowid, isGenerated: hidden !== 0n, isNullWhereMissing }
    })
    return { root, isIndex, fields }
  } catch (error) {
    if (sqliteResultCode(error) === null && !(error instanceof UnexpectedPage)) throw error
    return null
  }
}

const ROWID_ALIAS = `
  select min(name)
    from pragma_table_xinfo(:table, 'main')
   where pk > 0
     and not exists (select 1 from pragma_index_list(:table, 'main') where origin = 'pk')
  having count(*) = 1 and upper(min(type)) = 'INTEGER'`

/**
 * The column of a table with rowids that is another name for them. The only key column of type INTEGER is, unless SQLite made an
 * index for it, as it does for the historical accident `INTEGER PRIMARY KEY DESC`.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export function findRowidAlias(database: SqliteDatabase, table: string): string | null {
  return keptStatement<string>(database, ROWID_ALIAS).pluck().get({ table }) ?? null
}
