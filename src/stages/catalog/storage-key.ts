import type { IndexPart } from './catalog.ts'
import type { TableStructure } from './table-structure.ts'

/**
 * What the rows of a table lie ordered by: the name of its rowid, or the columns of its primary key; nothing where SQLite
 * compares them otherwise than it orders them. https://www.sqlite.org/withoutrowid.html
 */
export function storageKey(
  table: Pick<TableStructure, 'rowidName' | 'rowidAlias' | 'withoutRowid' | 'primaryKey' | 'columns'>,
): readonly string[] {
  const rowid = table.rowidName ?? table.rowidAlias
  if (rowid !== null) return [rowid]
  const parts = table.withoutRowid ? (table.primaryKey?.parts ?? []) : []
  return parts.every((part) => isOrdered(part, table.columns))
    ? parts.flatMap((part) => part.column ?? [])
    : []
}

/** A comparison with the column uses the collation of the column, which need not be that of the key. */
function isOrdered(part: IndexPart, columns: TableStructure['columns']): boolean {
  const column = columns.find(({ name }) => name === part.column)
  return (
    !part.descending &&
    part.collation === column?.collation &&
    ['BINARY', 'NOCASE', 'RTRIM'].includes(part.collation)
  )
}
