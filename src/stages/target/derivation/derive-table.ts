import { createTableSql } from '../create-table-sql.ts'
import type { NameRegistry } from '../names/name-registry.ts'
import type { SchemaPart } from '../schema-part.ts'
import type { TargetTable } from '../target-schema.ts'
import { deriveColumn } from './derive-column.ts'
import type { DerivedTable } from './derived-table.ts'

/** A table with its columns, defaults and NOT NULL. */
export function deriveTable(
  derived: DerivedTable,
  relations: NameRegistry,
): { readonly target: TargetTable; readonly parts: readonly SchemaPart[] } {
  const columns = derived.columns.map((column) => deriveColumn(derived, column, relations))
  const definitions = columns.map(({ definition }) => definition)
  return {
    target: {
      source: derived.table.name,
      schema: derived.schema,
      name: derived.name,
      columns: columns.map(({ target }) => target),
      createSql: createTableSql(derived, definitions),
      definitions,
    },
    parts: columns.flatMap(({ parts }) => parts),
  }
}
