import { exactDecimal } from '../../sql/exact-decimal.ts'
import { isNear, type Tolerance } from './tolerance.ts'

/** A number of either side. `exact` is its decimal without idle zeros, where each digit counts; null for a double. */
export interface ComparableNumber {
  readonly kind: 'number'
  readonly value: number
  readonly exact: string | null
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$|^-?Inf(inity)?$|^NaN$/i

/** An integer or a real of SQLite. */
export function numberOfSqlite(value: bigint | number): ComparableNumber {
  return typeof value === 'bigint'
    ? { kind: 'number', value: Number(value), exact: String(value) }
    : { kind: 'number', value, exact: null }
}

/** As SQLite spells a real (`%!.15g`) or JSON a number, without idle zeros in front. https://www.sqlite.org/printf.html */
const PLAIN = /^(?!-0$)-?(0|[1-9]\d*)(\.\d+)?$|^-?Inf(inity)?$|^NaN$/
const LARGE_OR_SMALL = /^-?[1-9]\.\d+e([+](1[5-9]|[2-9]\d|\d{3})|-(0[5-9]|[1-9]\d|\d{3}))$/

/**
 * The number that a text of SQLite is the text of; null where it only can be read as one, as `007`, ` 7 `, `+5` and `1e3`:
 * an application that has shown them shows something else where it gets the number.
 *
 * @param isDouble as in {@link numberInText}
 */
export function numberOfText(text: string, isDouble: boolean): ComparableNumber | null {
  return PLAIN.test(text) || LARGE_OR_SMALL.test(text) ? numberInText(text, isDouble) : null
}

/**
 * The number that a text can be read as; null where it spells none.
 *
 * @param isDouble the text is that of a double, of which the last digits are chance
 */
export function numberInText(text: string, isDouble: boolean): ComparableNumber | null {
  const spelled = text.trim()
  if (!NUMBER.test(spelled)) return null
  const value = Number(spelled.replace(/^(-?)Inf$/i, '$1Infinity'))
  return { kind: 'number', value, exact: isDouble ? null : exactDecimal(spelled) }
}

/**
 * Whether a number of SQLite and one of PostgreSQL are the same. Where one is a double they may differ within a tolerance,
 * unless both are whole numbers that a double holds exactly.
 */
export function isSameNumber(
  sqlite: ComparableNumber,
  postgres: ComparableNumber,
  tolerance: Tolerance,
): boolean {
  if (sqlite.exact !== null && postgres.exact !== null) return sqlite.exact === postgres.exact
  const [a, b] = [sqlite.value, postgres.value]
  if (sqlite.exact !== null && isBeyondDoubles(sqlite.exact) && Number.isInteger(b)) {
    return sqlite.exact === String(BigInt(b))
  }
  if (Object.is(a, b) || a === b) return true
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false
  return isNear(a, b, tolerance)
}

function isBeyondDoubles(exact: string): boolean {
  return !exact.includes('.') && !Number.isSafeInteger(Number(exact))
}
