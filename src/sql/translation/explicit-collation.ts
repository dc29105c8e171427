import { childrenOf } from '../parsing/children-of.ts'
import type { Expression } from '../parsing/expression.ts'

/**
 * The collation, in upper case, of the COLLATE that a comparison with the expression uses, at whatever depth it is
 * written: of `coalesce(name COLLATE NOCASE, '')` it is NOCASE. The first from the left counts, and the outermost of
 * several around one operand. Null where there is none; a column then has its own, which no function passes on.
 *
 * SQLite 3.54 does so, `sqlite3ExprCollSeq` in expr.c, and tells only a part of it:
 * https://www.sqlite.org/datatype3.html#assigning_collating_sequences_from_sql
 */
export function explicitCollation(node: Expression): string | null {
  if (node.kind === 'collate') return node.collation.toUpperCase()
  for (const operand of operandsOf(node)) {
    const collation = explicitCollation(operand)
    if (collation !== null) return collation
  }
  return null
}

/** In the order in which SQLite keeps them; LIKE is a call whose first argument is the pattern. */
function operandsOf(node: Expression): readonly Expression[] {
  const children = childrenOf(node)
  return node.kind === 'like'
    ? [node.pattern, ...children.filter((child) => child !== node.pattern)]
    : children
}
