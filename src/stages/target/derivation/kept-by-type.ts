import type { Expression } from '../../../sql/parsing/expression.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { Check } from '../../catalog/catalog.ts'
import type { DerivedColumn } from './derived-table.ts'

/** Whether a CHECK asks of its column what the type of the target takes alone: that it is JSON, or a day and no more. */
export function isKeptByType({ expression }: Check, { column, type }: DerivedColumn): boolean {
  const isOwn = (node: Expression | undefined) => node?.kind === 'name' && sameName(node.name, column.name)
  const isKept =
    type.kind === 'json' || type.kind === 'jsonb'
      ? (node: Expression) => isJson(node, isOwn)
      : type.kind === 'date' && column.profile.midnights === 0
        ? (node: Expression) => isDay(node, isOwn)
        : null
  if (isKept === null) return false
  const parsed = parseExpression(expression)
  return parsed.ok && isAlwaysKept(parsed.expression, isKept)
}

/** Alone, or beside `a is null`. A CHECK that gives NULL is kept. */
function isAlwaysKept(node: Expression, isKept: (node: Expression) => boolean): boolean {
  if (node.kind === 'binary' && node.operator === 'AND')
    return isAlwaysKept(node.left, isKept) && isAlwaysKept(node.right, isKept)
  if (node.kind === 'binary' && node.operator === 'OR')
    return isAlwaysKept(node.left, isKept) || isAlwaysKept(node.right, isKept)
  return isKept(node)
}

type IsOwn = (node: Expression | undefined) => boolean

/** `json_valid(a)` */
function isJson(node: Expression, isOwn: IsOwn): boolean {
  if (node.kind === 'binary') {
    const isOne = node.right.kind === 'number' && node.right.text === '1'
    return node.operator === '=' && isOne && isJson(node.left, isOwn)
  }
  return node.kind === 'call' && node.name.toLowerCase() === 'json_valid' && isOwn(node.args[0])
}

/** `a = date(a)` */
function isDay(node: Expression, isOwn: IsOwn): boolean {
  if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== 'IS')) return false
  const { left, right } = node
  return (isOwn(left) && isDayOf(right, isOwn)) || (isOwn(right) && isDayOf(left, isOwn))
}

function isDayOf(node: Expression, isOwn: IsOwn): boolean {
  if (node.kind !== 'call') return false
  const [first, second, ...others] = node.args
  if (node.name.toLowerCase() === 'date') return isOwn(first) && second === undefined
  const isFormat = first?.kind === 'text' && (first.value === '%Y-%m-%d' || first.value === '%F')
  return node.name.toLowerCase() === 'strftime' && isFormat && isOwn(second) && others.length === 0
}
