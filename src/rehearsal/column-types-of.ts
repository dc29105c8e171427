import type { Catalog } from '../stages/catalog/catalog.ts'
import type { ColumnTypes } from '../stages/record/column-types.ts'
import { renderType } from '../stages/target/render-type.ts'
import type { TargetSchema } from '../stages/target/target-schema.ts'

/** The declared type and the type in the target of every column of the source; null where a run did not come to it. */
export function columnTypesOf(
  catalog: Pick<Catalog, 'tables'> | null,
  schema: Pick<TargetSchema, 'tables'> | null,
): readonly ColumnTypes[] {
  const targets = new Map(schema?.tables.map((table) => [table.source, table.columns]))
  return (catalog?.tables ?? []).flatMap(({ name: table, columns }) =>
    columns.map(({ name: column, declaredType, sourceType }) => {
      const target = targets.get(table)?.find(({ source }) => source === column)
      return {
        table,
        column,
        declared: sourceType ?? declaredType,
        target: target === undefined ? null : renderType(target.type),
      }
    }),
  )
}
