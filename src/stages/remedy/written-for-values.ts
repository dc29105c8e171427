import type { Column, IndexPart, Table } from '../catalog/catalog.ts'
import { computedFrom, namesColumn } from './computed-columns.ts'
import { constantOfDefault, hasOwnDefault } from './constant-of-default.ts'
import { READERS } from './read-value.ts'
import type { Suggestion } from './suggestion.ts'
import { castOf } from './survey-casts.ts'

/**
 * Leaves a cast to the owner where something in the source is written for the values as they are: after the cast a CHECK
 * could be broken, an index could find duplicates, a DEFAULT that the cast cannot read would be none of the type, and a generated column would
 * stop the cast. Other suggestions stay as they are. Pure.
 */
export function leaveCastToOwner(suggestion: Suggestion, table: Table, column: Column): Suggestion {
  if (suggestion.open || castOf(suggestion.lines) === null) return suggestion
  const [first, ...others] = writtenForValues(suggestion, table, column)
  if (first === undefined) return suggestion
  const are = others.length === 0 ? 'is' : 'are'
  return {
    ...suggestion,
    does: `${suggestion.does}; but ${[first, ...others].join(', ')} ${are} written for the values as they are`,
    open: true,
  }
}

function writtenForValues({ lines }: Suggestion, table: Table, column: Column): readonly string[] {
  const reads = (sql: string | null) => sql !== null && namesColumn(sql, column.name)
  const isExpression = ({ expression }: IndexPart) => reads(expression)
  return [
    ...computedFrom(table, column).map(({ name }) => `the generated column ${name}`),
    ...table.checks
      .filter(({ expression }) => reads(expression))
      .map(({ name }) => `the CHECK ${name ?? ''}`.trim()),
    ...table.indexes
      .filter(({ parts, where }) => reads(where) || parts.some(isExpression))
      .map(({ name }) => `the index ${name}`),
    ...(losesDefault(lines, column) ? ['the DEFAULT'] : []),
  ]
}

/** Whether the DEFAULT is computed anew for each row, or is nothing that the cast reads. */
function losesDefault(lines: readonly string[], column: Column): boolean {
  const from = castOf(lines)
  if (from === null || !hasOwnDefault(column)) return false
  const value = constantOfDefault(column)
  return value === null || READERS[from](value) === null
}
