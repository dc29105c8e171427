import type { Column, Table } from '../catalog/catalog.ts'

/** The highest rowid that a table has or, with AUTOINCREMENT, ever had; null for one that never had a row. */
export function highestKey(table: Table, column: Column): bigint | null {
  const known = [table.highWaterMark, column.profile.integerMax].filter((key) => key !== null)
  return known.reduce<bigint | null>(
    (highest, key) => (highest === null || key > highest ? key : highest),
    null,
  )
}
