import { lexSqlite } from '../../sql/parsing/lex-sqlite.ts'
import type { Column, ConstantValue, IndexPart, Table } from '../catalog/catalog.ts'
import { computedFrom, namesColumn } from './computed-columns.ts'
import { READERS } from './read-value.ts'
import type { Suggestion } from './suggestion.ts'
import { castOf } from './survey-casts.ts'

/**
 * Leaves a cast to the owner where something in the source is written for the values as they are: after the cast a CHECK
 * could be broken, an index could find duplicates, a DEFAULT would be none of the type, and a generated column would
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

/** Whether the cast would read a DEFAULT as something else: a cast changes values, and no DEFAULT. */
function losesDefault(lines: readonly string[], { defaultText, constantDefault }: Column): boolean {
  const from = castOf(lines)
  if (from === null || defaultText === null || /^(null|true|false|current_\w+)$/i.test(defaultText))
    return false
  const value = constantDefault ?? literal(defaultText)
  if (value === null) return true
  const read = READERS[from](value)
  return read !== null && String(read) !== String(value)
}

/** The value of a plain literal; null where a text is none. */
function literal(text: string): ConstantValue | null {
  const tokens = lexSqlite(text)
  const [token] = tokens.slice(-1)
  const sign = tokens.length === 2 && tokens[0]?.value === '-' ? '-' : ''
  if (token === undefined || tokens.length !== 1 + sign.length) return null
  if (token.kind === 'string' || token.kind === 'identifier' || token.kind === 'word') return token.value
  if (token.kind !== 'number') return null
  return /^\d+$/.test(token.value) ? BigInt(sign + token.value) : Number(sign + token.value)
}
