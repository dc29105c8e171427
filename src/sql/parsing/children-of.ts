import type { Expression } from './expression.ts'

/** The expressions that a node is directly made of, in the order in which they are written. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
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
      return [node.operand, node.pattern, ...present(node.escape)]
    case 'case': {
      const branches = node.branches.flatMap(({ condition, result }) => [condition, result])
      return [...present(node.subject), ...branches, ...present(node.otherwise)]
    }
    case 'call':
      return node.args
    case 'null':
    case 'number':
    case 'text':
    case 'blob':
    case 'moment':
    case 'name':
    case 'unsupported':
      return []
    default:
      return node satisfies never
  }
}

function present(node: Expression | null): readonly Expression[] {
  return node === null ? [] : [node]
}
