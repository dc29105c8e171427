import { formatQualified } from '../../sql/format-identifier.ts'
import type { ColumnDefinition } from './target-schema.ts'

/**
 * CREATE TABLE, as pg_dump lays it out.
 *
 * @param ordinary generated columns that are written without their expression, by their names in the source
 */
export function createTableSql(
  table: { readonly schema: string; readonly name: string },
  definitions: readonly ColumnDefinition[],
  ordinary: ReadonlySet<string> = new Set(),
): string {
  const lines = definitions.map(
    ({ source, line, ordinaryLine }) => `    ${ordinary.has(source) ? (ordinaryLine ?? line) : line}`,
  )
  return `CREATE TABLE ${formatQualified(table)} (\n${lines.join(',\n')}\n)`
}
