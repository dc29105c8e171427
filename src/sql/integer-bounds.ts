import type { ExpressionOf } from './parsing/expression.ts'

/** What 64 bits hold, in SQLite as in PostgreSQL's bigint. https://www.sqlite.org/datatype3.html */
export const LOWEST_INTEGER = -(2n ** 63n)
export const HIGHEST_INTEGER = 2n ** 63n - 1n

/**
 * Whether it spells the lowest integer: the one number that SQLite reads together with its sign, because the digits alone
 * are a real. https://www.sqlite.org/lang_expr.html#literal_values_constants_
 */
export function isLowestInteger({ operator, operand }: ExpressionOf<'unary'>): boolean {
  return operator === '-' && operand.kind === 'number' && /^0*9223372036854775808$/.test(operand.text)
}
