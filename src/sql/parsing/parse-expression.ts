import type { Expression } from './expression.ts'
import { ExpressionReader, Misunderstood } from './expression-reader.ts'
import { parseInfix } from './parse-infix.ts'
import { parseOperand } from './parse-operand.ts'
import { infixLevel } from './precedence.ts'

export type ParsedExpression =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly reason: string }

/**
 * The tree of a SQLite expression, or the reason why it is not understood. Never a tree that SQLite would not make:
 * it climbs the precedence of the operators as the grammar of SQLite does.
 * https://www.sqlite.org/lang_expr.html, and `parse.y`
 */
export function parseExpression(sql: string): ParsedExpression {
  const reader = new ExpressionReader(sql, parseLevel)
  try {
    const expression = reader.parse()
    return reader.peek() === undefined ? { ok: true, expression } : reader.fail()
  } catch (error) {
    if (error instanceof Misunderstood) return { ok: false, reason: error.message }
    throw error
  }
}

function parseLevel(reader: ExpressionReader, minimum: number): Expression {
  let left = parseOperand(reader)
  for (; infixLevel(reader.symbol()) >= minimum; reader.deepen()) left = parseInfix(reader, left)
  return left
}
