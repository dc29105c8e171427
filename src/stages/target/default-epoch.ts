import type { EpochUnit } from '../../sql/epoch.ts'
import type { Expression } from '../../sql/expression.ts'
import { type Moment, momentOf, plus } from './default-moment.ts'
import type { TargetType } from './target-schema.ts'

/** A DEFAULT that is a number of milliseconds since 1970. */
export interface EpochMilliseconds extends Pick<Moment, 'intervals'> {
  /** Whether its clock has whole seconds only. */
  readonly whole: boolean
  /** Whether SQLite gives an integer; else it is a REAL, which can be a fraction of one off. */
  readonly integer: boolean
}

/**
 * The spellings with which applications count milliseconds: `unixepoch() * 1000`, `unixepoch('subsec') * 1000` and
 * `(julianday('now') - 2440587.5) * 86400000`, each with or without ROUND and CAST. Null for anything else.
 * https://www.sqlite.org/lang_datefunc.html
 */
export function readMilliseconds(tree: Expression): EpochMilliseconds | null {
  if (tree.kind === 'cast') {
    const inner = isInteger(tree.type) ? readMilliseconds(tree.operand) : null
    return inner && { ...inner, integer: true }
  }
  if (tree.kind === 'call' && tree.name.toLowerCase() === 'round' && tree.args.length === 1) {
    const [operand] = tree.args
    return operand === undefined ? null : readMilliseconds(operand)
  }
  if (tree.kind !== 'binary' || tree.operator !== '*') return null
  return multiplied(tree.left, tree.right) ?? multiplied(tree.right, tree.left) ?? null
}

const PRECISE: EpochMilliseconds = { whole: false, integer: false, intervals: [] }

function multiplied(operand: Expression, factor: Expression): EpochMilliseconds | null {
  if (factor.kind !== 'number') return null
  if (Number(factor.text) === 86_400_000) return isDays(operand) ? PRECISE : null
  if (Number(factor.text) !== 1000) return null
  if (isPreciseEpoch(operand)) return PRECISE
  const seconds = momentOf(operand)
  return seconds?.format === null && !seconds.local
    ? { whole: true, integer: true, intervals: seconds.intervals }
    : null
}

/** `unixepoch('subsec')`, of now. */
function isPreciseEpoch(node: Expression): boolean {
  if (node.kind !== 'call' || node.name.toLowerCase() !== 'unixepoch') return false
  const words = node.args.map((arg) => (arg.kind === 'text' ? arg.value.toLowerCase() : ''))
  const [base, ...others] = words.length === 1 ? ['now', ...words] : words
  return base === 'now' && others.length === 1 && /^subsec(ond)?$/.test(others[0] ?? '')
}

/** `julianday('now') - 2440587.5`: days since 1970. */
function isDays(node: Expression): boolean {
  if (node.kind !== 'binary' || node.operator !== '-') return false
  const { left, right } = node
  const [arg, ...others] = left.kind === 'call' && left.name.toLowerCase() === 'julianday' ? left.args : []
  const isNow = others.length === 0 && arg?.kind === 'text' && arg.value.toLowerCase() === 'now'
  return isNow && right.kind === 'number' && Number(right.text) === 2_440_587.5
}

function isInteger(type: string): boolean {
  return /^(big)?int(eger)?$/i.test(type.trim())
}

/**
 * The moment of the INSERT as a PostgreSQL expression of the type; null where the type cannot be made of it. It is not
 * that of the transaction: rows that are counted in milliseconds are told apart by them.
 *
 * @param epoch what the numbers of a timestamptz column count, where they were numbers
 */
export function renderMilliseconds(
  { whole, integer, intervals }: EpochMilliseconds,
  type: TargetType,
  epoch: EpochUnit | null,
): string | null {
  const now = plus('clock_timestamp()', { intervals })
  const epochNow = `EXTRACT(epoch FROM ${now})`
  const number = whole ? `(floor(${epochNow})::bigint * 1000)` : `floor(${epochNow} * 1000)::bigint`
  switch (type.kind) {
    case 'bigint':
    case 'double precision':
      return number
    case 'numeric':
      return type.precision === null || type.precision - (type.scale ?? 0) >= 13 ? number : null
    case 'text':
      return integer ? `(${number})::text` : null
    case 'timestamptz':
      return epoch === 'milliseconds' ? `date_trunc('${whole ? 'second' : 'milliseconds'}', ${now})` : null
    default:
      return null
  }
}
