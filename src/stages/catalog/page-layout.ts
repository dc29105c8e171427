import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { PageFile } from '../../engines/sqlite/pages/page-file.ts'
import { readRecordLayout } from '../../engines/sqlite/pages/record-layout.ts'
import type { TableStructure } from './table-structure.ts'

/** Where the values of a table lie in the file. */
export interface PageLayout {
  /** The page at which its tree begins. */
  readonly root: number
  /** By the fields of a record; null for a field that is passed over. */
  readonly fields: readonly (MeasuredField | null)[]
  /** The place of the column that is the rowid; null where there is none. */
  readonly rowid: number | null
}

interface MeasuredField {
  /** Of its column in the table. */
  readonly place: number
  readonly isNullWhereMissing: boolean
}

/** Null where SQLite cannot read the table in an order. Generated columns have no place: SQLite computes them. */
export function readPageLayout(
  file: PageFile,
  database: SqliteDatabase,
  { name, columns, storageKey }: TableStructure,
  root: number | undefined,
): PageLayout | null {
  const layout = storageKey.length === 0 ? null : readRecordLayout(file, database, name, root)
  if (layout === null) return null
  const placeOf = (field: string | undefined) => columns.findIndex((column) => column.name === field)
  const rowid = placeOf(layout.fields.find((field) => field?.isRowid)?.name)
  return {
    root: layout.root,
    fields: layout.fields.map((field) => {
      const place = placeOf(field?.name)
      return field === null || field.isRowid || field.isGenerated || place === -1
        ? null
        : { place, isNullWhereMissing: field.isNullWhereMissing }
    }),
    rowid: rowid === -1 ? null : rowid,
  }
}
