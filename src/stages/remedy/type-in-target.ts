import type { Column, Table } from '../catalog/catalog.ts'
import type { TargetSchema, TargetType } from '../target/target-schema.ts'

/** What a column of the source is in the target; null where it is not there. Pure. */
export function typeInTarget({ tables }: TargetSchema, table: Table, column: Column): TargetType | null {
  const target = tables.find(({ source }) => source === table.name)
  return target?.columns.find(({ source }) => source === column.name)?.type ?? null
}
