/**
 * Whether a numeric of PostgreSQL is a number of SQLite: an integer, or the shortest decimal of a double.
 *
 * A decimal of at most 15 digits is the shortest of the double next to it, and the quotient of two whole doubles is rounded
 * once: to that double. Numerics of more digits are not told here.
 *
 * @param view the binary form: digits, weight, sign, decimals, and the digits to the base of 10,000.
 *   https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/numeric.c (numeric_send)
 */
export function equalsNumeric(view: DataView, at: number, number: number): boolean {
  const digits = view.getInt16(at)
  const weight = view.getInt16(at + 2)
  const sign = view.getUint16(at + 4)
  if (digits === 0) return sign === POSITIVE && Object.is(number, 0)
  if (digits > MOST_DIGITS || (sign !== POSITIVE && sign !== NEGATIVE)) return false
  let whole = 0
  for (let digit = 0; digit < digits - 1; digit += 1) whole = whole * BASE + digitOf(view, at, digit)
  // the last digit to the base of 10,000 may end in zeros, and is not 0
  let last = digitOf(view, at, digits - 1)
  let exponent = 4 * (weight - digits + 1)
  let unit = BASE
  for (; last % 10 === 0 && unit > 1; unit /= 10) {
    last /= 10
    exponent += 1
  }
  whole = whole * unit + last
  const power = POWERS[Math.abs(exponent)]
  if (whole >= LARGEST_EXACT || power === undefined) return false
  const size = exponent < 0 ? whole / power : whole * power
  return size < LARGEST_EXACT && (sign === NEGATIVE ? -size : size) === number
}

function digitOf(view: DataView, at: number, digit: number): number {
  return view.getInt16(at + 8 + 2 * digit)
}

const POSITIVE = 0x0000
const NEGATIVE = 0x4000
const BASE = 10_000
/** More of them are more than 15 decimal digits. */
const MOST_DIGITS = 5
const LARGEST_EXACT = 1e15
/** Of ten; those that a double holds. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent)
