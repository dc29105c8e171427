import type { EpochUnit } from '../../../sql/epoch.ts'
import type { Expression } from '../../../sql/parsing/expression.ts'
import type { TargetType } from '../target-schema.ts'
import { areDays, isNumber, preciseEpochOf } from './default-moment.ts'
import { type Clock, NOW, renderSteps } from './moment-steps.ts'

/** A DEFAULT that is a number of seconds since 1970 with their milliseconds: a REAL in SQLite. */
export interface PreciseSeconds extends Pick<Clock, 'steps'> {
  /** In whole milliseconds; of days SQLite computes seconds that are a part of one off. */
  readonly exact: boolean
}

/**
 * `unixepoch('subsec')` and `(julianday('now') - 2440587.5) * 86400`, with or without a CAST to REAL. Null for anything else.
 * https://www.sqlite.org/lang_datefunc.html
 */
export function readPreciseSeconds(tree: Expression): PreciseSeconds | null {
  if (tree.kind === 'cast') return isReal(tree.type) ? readPreciseSeconds(tree.operand) : null
  if (tree.kind === 'binary' && tree.operator === '*') {
    const { left, right } = tree
    const areSeconds = isNumber(right, 86_400) ? areDays(left) : isNumber(left, 86_400) && areDays(right)
    return areSeconds ? { steps: NOW.steps, exact: false } : null
  }
  const clock = preciseEpochOf(tree)
  return clock && { steps: clock.steps, exact: true }
}

function isReal(type: string): boolean {
  return /^(?:real|float|double(?: +precision)?)$/i.test(type.trim())
}

/**
 * The moment of the INSERT as a PostgreSQL expression of the type; null where the type cannot be made of it. Rows that are
 * counted in milliseconds are told apart by them, so it is not the moment of the transaction.
 *
 * @param epoch what the numbers of a timestamptz column count, where they were numbers
 */
export function renderPreciseSeconds(
  { steps }: PreciseSeconds,
  type: TargetType,
  epoch: EpochUnit | null,
): string | null {
  const isPlain = steps.length === 0
  const clock = isPlain
    ? 'clock_timestamp()'
    : renderSteps("(clock_timestamp() AT TIME ZONE 'utc')", { steps })
  const cut = `date_trunc('milliseconds', ${clock})`
  const number = `EXTRACT(epoch FROM ${cut})`
  switch (type.kind) {
    case 'double precision':
      return `${number}::double precision`
    case 'numeric':
      return type.precision === null || holdsDigits(type.precision, type.scale ?? 0)
        ? `${number}::numeric`
        : null
    case 'timestamptz':
      return epoch === 'seconds' ? (isPlain ? cut : `(${cut} AT TIME ZONE 'utc')`) : null
    default:
      return null
  }
}

/** Ten before the point until the year 2286, and three behind it. */
function holdsDigits(precision: number, scale: number): boolean {
  return scale >= 3 && precision - scale >= 10
}
