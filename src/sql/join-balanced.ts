/**
 * Joins SQLite expressions by an associative operator, as a tree: a list of a thousand would be deeper than SQLite
 * allows. https://www.sqlite.org/limits.html#max_expr_depth
 */
export function joinBalanced(terms: readonly string[], operator: 'or' | '+'): string {
  if (terms.length <= 2) return terms.join(` ${operator} `)
  const middle = terms.length >> 1
  return `(${joinBalanced(terms.slice(0, middle), operator)}) ${operator} (${joinBalanced(terms.slice(middle), operator)})`
}

/** `concat_ws` takes at most 1000 arguments. https://www.sqlite.org/limits.html#max_function_arg */
const MOST_ARGUMENTS = 900

/** A SQLite expression that joins texts by a separator and leaves out those that are NULL; at least one is given. */
export function concatenate(separator: string, texts: readonly string[]): string {
  if (texts.length <= MOST_ARGUMENTS) return `concat_ws(${separator}, ${texts.join(', ')})`
  const groups = Array.from({ length: Math.ceil(texts.length / MOST_ARGUMENTS) }, (_, nth) =>
    concatenate(separator, texts.slice(nth * MOST_ARGUMENTS, (nth + 1) * MOST_ARGUMENTS)),
  )
  return concatenate(separator, groups)
}
