import type { Column, Table } from '../catalog/catalog.ts'

/** Whether the column is part of a primary key, a UNIQUE or a unique index, alone or with others. Pure. */
export function isInUniqueKey({ primaryKey, uniques, indexes }: Table, { name }: Column): boolean {
  const own = primaryKey === null ? [] : [primaryKey]
  const keys = [...own, ...uniques, ...indexes.filter(({ unique }) => unique)]
  return keys.some(({ parts }) => parts.some(({ column }) => column === name))
}
