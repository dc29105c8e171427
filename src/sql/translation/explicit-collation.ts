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
  switch (node.kind) {
    case 'null':
    case 'number':
    case 'text':
    case 'blob':
    case 'moment':
    case 'name':
    case 'unsupported':
      return []
    case 'unary':
    case 'collate':
    case 'is-null':
    case 'cast':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'in-list':
      return [node.operand, ...node.items]
    case 'between':
      return [node.operand, node.low, node.high]
    case 'like':
      return [node.pattern, node.operand, ...optional(node.escape)]
    case 'case': {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result])
      return [...optional(node.subject), ...branches, ...optional(node.otherwise)]
    }
    case 'call':
      return node.args
    default:
      return node satisfies never
  }
}

function optional(node: Expression | null): readonly Expression[] {
  return node === null ? [] : [node]
}
