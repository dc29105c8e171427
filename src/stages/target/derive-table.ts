import { formatQualified } from '../../sql/format-identifier.ts'
import { deriveColumn } from './derive-column.ts'
import type { DerivedTable } from './derived-table.ts'
import type { NameRegistry } from './name-registry.ts'
import type { SchemaPart } from './schema-part.ts'
import type { TargetTable } from './target-schema.ts'

/** CREATE TABLE with columns, defaults and NOT NULL, as pg_dump lays it out. */
export function deriveTable(
  derived: DerivedTable,
  relations: NameRegistry,
): { readonly target: TargetTable; readonly parts: readonly SchemaPart[] } {
  const columns = derived.columns.map((column) => deriveColumn(derived, column, relations))
  const lines = columns.map(({ line }) => `    ${line}`).join(',\n')
  return {
    target: {
      source: derived.table.name,
      schema: derived.schema,
      name: derived.name,
      columns: columns.map(({ target }) => target),
      createSql: `CREATE TABLE ${formatQualified(derived)} (\n${lines}\n)`,
    },
    parts: columns.flatMap(({ parts }) => parts),
  }
}
