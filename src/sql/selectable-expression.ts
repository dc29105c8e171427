import type { Expression } from './expression.ts'
import { parseExpression } from './parse-expression.ts'
import { quoteLiteral } from './quote.ts'

/**
 * An expression of a table definition as a query can hold it: where no column has the name, a definition takes
 * `"double"` as a text, which a query of this SQLite refuses. Null where the expression is not understood.
 * https://www.sqlite.org/quirks.html#dblquote
 *
 * @param columns the columns that the expression can name
 */
export function selectableExpression(sql: string, columns: readonly string[]): string | null {
  const parsed = parseExpression(sql)
  if (!parsed.ok) return null
  const known = new Set(columns.map((name) => name.toLowerCase()))
  const texts = namesIn(parsed.expression).filter(
    ({ name, spelling }) => spelling === 'double-quoted' && !known.has(name.toLowerCase()),
  )
  return texts
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { name, start, end }) => text.slice(0, start) + quoteLiteral(name) + text.slice(end), sql)
}

type Name = Extract<Expression, { readonly kind: 'name' }>

/** All names of a tree, wherever a node keeps its parts. */
function namesIn(node: unknown): readonly Name[] {
  if (typeof node !== 'object' || node === null) return []
  return isName(node) ? [node] : Object.values(node).flatMap(namesIn)
}

function isName(node: object): node is Name {
  return 'kind' in node && node.kind === 'name'
}
