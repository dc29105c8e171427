import type { Expression } from './expression.ts'
import type { ExpressionReader } from './expression-reader.ts'

/** Parentheses where an operand can stand: around an expression, a row value or a sub-select. */
export function parseGroup(reader: ExpressionReader): Expression {
  if (seesSelect(reader, 1)) return parseSelect(reader)
  const { start } = reader.expect('(')
  const first = reader.parse()
  const isRow = reader.symbol() === ','
  while (reader.takeIf(',')) reader.parse()
  const { end } = reader.expect(')')
  return isRow ? reader.unsupported('row value', start, end) : { ...first, start, end }
}

/** Expressions in parentheses, or none. */
export function parseList(reader: ExpressionReader): {
  readonly items: readonly Expression[]
  readonly end: number
} {
  const items: Expression[] = []
  reader.expect('(')
  while (reader.symbol() !== ')') {
    if (items.length > 0) reader.expect(',')
    items.push(reader.parse())
  }
  return { items, end: reader.take().end }
}

/** A sub-select in parentheses, which belongs to an expression that began at `start`. */
export function parseSelect(reader: ExpressionReader, start?: number): Expression {
  const group = reader.takeGroup()
  return reader.unsupported('sub-select', start ?? group.start, group.end)
}

/** WITH could be a name too, but not directly behind a parenthesis. */
export function seesSelect(reader: ExpressionReader, ahead: number): boolean {
  return ['SELECT', 'VALUES', 'WITH'].includes(reader.symbol(ahead) ?? '')
}
