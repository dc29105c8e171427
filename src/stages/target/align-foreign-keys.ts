import { type PlannedIssue, planned } from '../../issues/planned-issue.ts'
import { sameName } from '../../sql/same-name.ts'
import { canReference, holdsAll } from './comparable-types.ts'
import { type DerivedColumn, type DerivedTable, findColumn } from './derived-table.ts'
import { renderType } from './render-type.ts'
import type { TargetType } from './target-schema.ts'

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
  return aligned.map((table, at) => withIssues(table, tables[at]?.columns ?? []))
}

/** Tells of the columns that are not of the type that they are declared with. */
function withIssues(table: DerivedTable, before: readonly DerivedColumn[]): DerivedTable {
  const columns = table.columns.map((column, at) => {
    const was = before[at]?.type ?? column.type
    if (was === column.type || column.column.declaredType === '') return column
    return { ...column, issues: [...column.issues, otherType(table.table.name, column, was)] }
  })
  return { ...table, columns }
}

function otherType(table: string, { column, type }: DerivedColumn, was: TargetType): PlannedIssue {
  const [declared, target] = [renderType(was), renderType(type)]
  return planned('declared-type-not-followed', {
    table,
    column: column.name,
    priority: 'LOW',
    message: `Its foreign key refers to ${target}, with which ${declared} cannot be compared; the target is ${target}, which holds all of its values`,
  })
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
function parentTypes(table: DerivedTable, tables: readonly DerivedTable[]): Map<DerivedColumn, TargetType> {
  const types = new Map<DerivedColumn, TargetType>()
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
