/**
 * Joins SQLite expressions by an associative operator, as a tree: a list of a thousand would be deeper than SQLite
 * allows. https://www.sqlite.org/limits.html#max_expr_depth
 */
export function joinBalanced(terms: readonly string[], operator: 'or' | '+'): string {
  if (terms.length <= 2) return terms.join(` ${operator} `)
  const middle = terms.length >> 1
  return `(${joinBalanced(terms.slice(0, middle), operator)}) ${operator} (${joinBalanced(terms.slice(middle), operator)})`
}
