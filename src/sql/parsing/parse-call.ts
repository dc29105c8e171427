import type { Expression } from './expression.ts'
import type { ExpressionReader } from './expression-reader.ts'
import { parseList } from './parse-group.ts'

/**
 * A function with its arguments. What only aggregates and window functions have is not read: CHECK, DEFAULT, indexes
 * and generated columns can have neither. https://www.sqlite.org/windowfunctions.html
 */
export function parseCall(reader: ExpressionReader): Expression {
  const name = reader.take()
  const isAggregate = ['*', 'DISTINCT', 'ALL'].includes(reader.symbol(1) ?? '')
  const args = isAggregate ? null : parseList(reader)
  let { end } = args ?? reader.takeGroup()
  const isFiltered = reader.takeIf('FILTER')
  if (isFiltered) ({ end } = reader.takeGroup())
  if (reader.takeIf('OVER')) {
    const window = reader.symbol() === '(' ? reader.takeGroup() : reader.takeName()
    return reader.unsupported('window function', name.start, window.end)
  }
  if (args === null || isFiltered) return reader.unsupported('aggregate function', name.start, end)
  return { kind: 'call', name: name.value, args: args.items, start: name.start, end }
}
