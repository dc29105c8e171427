import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Column, Table } from '../../catalog/catalog.ts'
import type { TargetType } from '../target-schema.ts'

/** A column of the source with its name and type in the target. */
export interface DerivedColumn {
  readonly column: Column
  readonly name: string
  readonly type: TargetType
  /** What its type has to say about its values. */
  readonly issues: readonly PlannedIssue[]
}

/** A table of the source with its name and its columns in the target. */
export interface DerivedTable {
  readonly table: Table
  readonly schema: string
  readonly name: string
  readonly columns: readonly DerivedColumn[]
}

export function findColumn(table: DerivedTable, name: string): DerivedColumn | undefined {
  return table.columns.find(({ column }) => sameName(column.name, name))
}

/** The columns of the primary key; empty where there is none. */
export function primaryKeyColumns(table: DerivedTable): readonly DerivedColumn[] {
  const parts = table.table.primaryKey?.parts ?? []
  return parts.flatMap(({ column }) => findColumn(table, column ?? '') ?? [])
}

/** PostgreSQL has no NULL in a primary key; SQLite has, except in a rowid and in WITHOUT ROWID tables. */
export function primaryKeyHasNull(table: DerivedTable): boolean {
  return primaryKeyColumns(table).some(({ column }) => column.profile.nulls > 0)
}
