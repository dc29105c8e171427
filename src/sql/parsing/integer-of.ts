import type { Expression } from './expression.ts'

/**
 * The integer that a tree is, as `-1` or `7 * 24 * 3600`; null where it is none, or one that a double does not hold, so
 * that SQLite computes the same.
 */
export function integerOf(tree: Expression): number | null {
  if (tree.kind === 'number') return /^\d{1,15}$/.test(tree.text) ? Number(tree.text) : null
  if (tree.kind === 'unary') return signed(tree.operator, integerOf(tree.operand))
  if (tree.kind !== 'binary' || !/^[-+*]$/.test(tree.operator)) return null
  const [left, right] = [integerOf(tree.left), integerOf(tree.right)]
  if (left === null || right === null) return null
  const value = tree.operator === '*' ? left * right : tree.operator === '+' ? left + right : left - right
  return Number.isSafeInteger(value) ? value : null
}

function signed(operator: string, value: number | null): number | null {
  if (value === null || operator === '+') return value
  return operator === '-' ? 0 - value : null
}
