import type { EpochUnit } from '../../../sql/epoch.ts'
import type { Expression } from '../../../sql/parsing/expression.ts'
import { integerOf } from '../../../sql/parsing/integer-of.ts'
import type { TargetType } from '../target-schema.ts'
import { areDays, isNumber, momentOf, preciseEpochOf } from './default-moment.ts'
import { type Clock, MOST_SECONDS, renderSteps } from './moment-steps.ts'

/** A DEFAULT that is a number of milliseconds since 1970. */
export interface EpochMilliseconds extends Pick<Clock, 'steps'> {
  /** Whether its clock has whole seconds only. */
  readonly whole: boolean
  /** Whether SQLite gives an integer; else it is a REAL, which can be a fraction of one off. */
  readonly integer: boolean
}

/**
 * The spellings with which applications count milliseconds: `unixepoch() * 1000`, `unixepoch() || '000'`,
 * `unixepoch('subsec') * 1000` and `(julianday('now') - 2440587.5) * 86400000`, each with or without ROUND, CAST and milliseconds that are added. Null for
 * anything else.
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
  if (tree.kind !== 'binary') return null
  const { left, right } = tree
  if (tree.operator === '||') return appended(left, right)
  if (tree.operator === '+') return moved(left, integerOf(right)) ?? moved(right, integerOf(left))
  if (tree.operator === '-') return moved(left, negative(integerOf(right)))
  return tree.operator === '*' ? (multiplied(left, right) ?? multiplied(right, left)) : null
}

function negative(value: number | null): number | null {
  return value === null ? null : -value
}

/** A clock of whole seconds stays one where whole seconds are added. */
function moved(tree: Expression, milliseconds: number | null): EpochMilliseconds | null {
  const moment = readMilliseconds(tree)
  if (moment === null || milliseconds === null || Math.abs(milliseconds) > MOST_SECONDS * 1000) return null
  if (moment.whole && milliseconds % 1000 !== 0) return null
  const interval = moment.whole ? `${milliseconds / 1000} seconds` : `${milliseconds} milliseconds`
  return { ...moment, steps: [...moment.steps, { kind: 'add', interval }] }
}

const PRECISE: EpochMilliseconds = { whole: false, integer: false, steps: [] }

function multiplied(operand: Expression, factor: Expression): EpochMilliseconds | null {
  if (isNumber(factor, 86_400_000)) return areDays(operand) ? PRECISE : null
  if (!isNumber(factor, 1000)) return null
  const precise = preciseEpochOf(operand)
  if (precise !== null) return { ...PRECISE, steps: precise.steps }
  const seconds = momentOf(operand)
  return seconds?.format === null && !seconds.local
    ? { whole: true, integer: true, steps: seconds.steps }
    : null
}

/** `strftime('%s', 'now') || '000'`: the digits of a number, which a column of numbers makes one. */
function appended(left: Expression, right: Expression): EpochMilliseconds | null {
  const seconds = momentOf(left)
  const isThousand = right.kind === 'text' && right.value === '000'
  return isThousand && seconds?.format === null && !seconds.local
    ? { whole: true, integer: true, steps: seconds.steps }
    : null
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
  { whole, integer, steps }: EpochMilliseconds,
  type: TargetType,
  epoch: EpochUnit | null,
): string | null {
  const isPlain = steps.length === 0
  const now = isPlain ? 'clock_timestamp()' : renderSteps("(clock_timestamp() AT TIME ZONE 'utc')", { steps })
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
    case 'timestamptz': {
      if (epoch !== 'milliseconds') return null
      const cut = `date_trunc('${whole ? 'second' : 'milliseconds'}', ${now})`
      return isPlain ? cut : `(${cut} AT TIME ZONE 'utc')`
    }
    default:
      return null
  }
}
