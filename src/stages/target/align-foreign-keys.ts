import { sameName } from '../../sql/same-name.ts'
import { canReference, holdsAll } from './comparable-types.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'

/**
 * Gives child columns the type of their parent where the two cannot be compared and the child's values allow it, for
 * example where all of them are NULL. A parent can be a child itself, so this goes on until nothing changes.
 */
export function alignForeignKeys(tables: readonly DerivedTable[]): readonly DerivedTable[] {
  const links = tables.reduce((sum, { table }) => sum + table.foreignKeys.length, 0)
  let aligned = tables
  for (let pass = 0; pass <= links; pass++) {
    const next = alignOnce(aligned)
    if (next === aligned) break
    aligned = next
  }
  return aligned
}

function alignOnce(tables: readonly DerivedTable[]): readonly DerivedTable[] {
  let changed = false
  const next = tables.map((table) => {
    const parents = parentTypes(table, tables)
    if (parents.size === 0) return table
    changed = true
    const columns = table.columns.map((column) => ({ ...column, type: parents.get(column) ?? column.type }))
    return { ...table, columns }
  })
  return changed ? next : tables
}

/** The columns of a table whose type must change, and to what. */
function parentTypes(
  table: DerivedTable,
  tables: readonly DerivedTable[],
): Map<DerivedColumn, DerivedColumn['type']> {
  const types = new Map<DerivedColumn, DerivedColumn['type']>()
  for (const key of table.table.foreignKeys) {
    const parent = tables.find((candidate) => sameName(candidate.table.name, key.parentTable))
    key.columns.forEach((name, at) => {
      const column = findColumn(table, name)
      const type = parent && findColumn(parent, key.parentColumns?.[at] ?? '')?.type
      if (column === undefined || type === undefined || column.column.name === table.table.rowidAlias) return
      if (!canReference(column.type, type) && holdsAll(type, column.column.profile)) types.set(column, type)
    })
  }
  return types
}
