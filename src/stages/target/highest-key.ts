import type { Column, Table } from '../catalog/catalog.ts'

/** The highest rowid that a table has or, with AUTOINCREMENT, ever had; null for one that never had a row. */
export function highestKey(table: Table, column: Column): bigint | null {
  const known = [table.highWaterMark, column.profile.integerMax].filter((key) => key !== null)
  return known.reduce<bigint | null>(
    (highest, key) => (highest === null || key > highest ? key : highest),
    null,
  )
}

/**
 * Whether the application leaves it to the database to number the column. The key of a row that extends another one is
 * the key of that one: the application writes it.
 */
export function isNumbered({ rowidAlias, foreignKeys }: Table, name: string): boolean {
  const isParents = foreignKeys.some(({ columns }) => columns.length === 1 && columns[0] === name)
  return name === rowidAlias && !isParents
}
