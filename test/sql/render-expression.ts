import type { Expression } from '../../src/sql/parsing/expression.ts'

/** The tree as SQLite text with parentheses around everything that has parts, so that no precedence is left. */
export function renderExpression(tree: Expression, sql: string): string {
  const go = (node: Expression) => renderExpression(node, sql)
  switch (tree.kind) {
    case 'unary':
      return `(${tree.operator} ${go(tree.operand)})`
    case 'binary':
      return `(${go(tree.left)} ${tree.operator} ${go(tree.right)})`
    case 'collate':
      return `(${go(tree.operand)} COLLATE ${tree.collation})`
    case 'is-null':
      return `(${go(tree.operand)} ${tree.negated ? 'NOTNULL' : 'ISNULL'})`
    case 'in-list':
      return `(${go(tree.operand)} ${not(tree)}IN (${tree.items.map(go).join(', ')}))`
    case 'between':
      return `(${go(tree.operand)} ${not(tree)}BETWEEN ${go(tree.low)} AND ${go(tree.high)})`
    case 'like': {
      const mark = tree.escape === null ? '' : ` ESCAPE ${go(tree.escape)}`
      return `(${go(tree.operand)} ${not(tree)}${tree.operator} ${go(tree.pattern)}${mark})`
    }
    case 'case': {
      const subject = tree.subject === null ? '' : ` ${go(tree.subject)}`
      const branches = tree.branches.map(
        ({ condition, result }) => ` WHEN ${go(condition)} THEN ${go(result)}`,
      )
      const otherwise = tree.otherwise === null ? '' : ` ELSE ${go(tree.otherwise)}`
      return `(CASE${subject}${branches.join('')}${otherwise} END)`
    }
    case 'cast':
      return `CAST(${go(tree.operand)} AS ${tree.type})`
    case 'call':
      return `${tree.name}(${tree.args.map(go).join(', ')})`
    case 'unsupported':
      return `(${tree.text})`
    case 'null':
    case 'number':
    case 'text':
    case 'blob':
    case 'moment':
    case 'name':
      return sql.slice(tree.start, tree.end)
    default:
      return tree satisfies never
  }
}

function not({ negated }: { readonly negated: boolean }): string {
  return negated ? 'NOT ' : ''
}
