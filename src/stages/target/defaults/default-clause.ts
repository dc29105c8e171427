import type { Expression } from '../../../sql/parsing/expression.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'

/**
 * A DEFAULT as SQLite takes it. Its PRAGMA tells an expression without the parentheses that it needs; a literal, a
 * signed number and a name stand without them. https://www.sqlite.org/syntax/column-constraint.html
 */
export function defaultClause(text: string): string {
  const parsed = parseExpression(text)
  if (parsed.ok && isBare(parsed.expression, text)) return `DEFAULT ${text}`
  // a comment ends with its line
  return `DEFAULT (${text}${text.includes('--') ? '\n' : ''})`
}

function isBare(value: Expression, text: string): boolean {
  switch (value.kind) {
    case 'null':
    case 'number':
    case 'text':
    case 'blob':
    case 'moment':
    case 'name':
      return true
    case 'unary':
      // the tree keeps no parentheses
      return value.operand.kind === 'number' && /^[-+]\s*[\d.]/.test(text)
    default:
      return false
  }
}
