/** A number of either side. `exact` is its decimal without idle zeros, where each digit counts; null for a double. */
export interface ComparableNumber {
  readonly kind: 'number'
  readonly value: number
  readonly exact: string | null
}

/** Sums of doubles depend on their order, and an average has more digits in PostgreSQL. */
const TOLERANCE = 1e-9

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^-?Inf(inity)?$|^NaN$/i

/** An integer or a real of SQLite. */
export function numberOfSqlite(value: bigint | number): ComparableNumber {
  return typeof value === 'bigint'
    ? { kind: 'number', value: Number(value), exact: String(value) }
    : { kind: 'number', value, exact: null }
}

/**
 * The number that a text spells; null where it spells none.
 *
 * @param isDouble the text is that of a double, of which the last digits are chance
 */
export function numberInText(text: string, isDouble: boolean): ComparableNumber | null {
  const spelled = text.trim()
  if (!NUMBER.test(spelled)) return null
  const value = Number(spelled.replace(/^(-?)Inf$/i, '$1Infinity'))
  return { kind: 'number', value, exact: isDouble ? null : exactDecimal(spelled) }
}

/** Farther shifts of the point are left as they are written. */
const FARTHEST_SHIFT = 400

/** `+012.50` and `1.25e1` are `12.5`; null for what is no decimal. */
export function exactDecimal(text: string): string | null {
  const parts = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text)
  if (parts === null) return null
  const [, sign, whole = '', decimals = '', exponent = '0'] = parts
  const shift = Number(exponent)
  if (Math.abs(shift) > FARTHEST_SHIFT || whole + decimals === '') return null
  const digits = `${'0'.repeat(Math.max(0, -shift))}${whole}${decimals}${'0'.repeat(Math.max(0, shift))}`
  const point = Math.max(0, -shift) + whole.length + shift
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const after = digits.slice(point).replace(/0+$/, '')
  const absolute = after === '' ? before : `${before}.${after}`
  return sign === '-' && absolute !== '0' ? `-${absolute}` : absolute
}

/**
 * Whether a number of SQLite and one of PostgreSQL are the same. Where one is a double they may differ in the tenth
 * digit, unless both are whole numbers that a double holds exactly.
 */
export function isSameNumber(sqlite: ComparableNumber, postgres: ComparableNumber): boolean {
  if (sqlite.exact !== null && postgres.exact !== null) return sqlite.exact === postgres.exact
  const [a, b] = [sqlite.value, postgres.value]
  if (sqlite.exact !== null && isBeyondDoubles(sqlite.exact) && Number.isInteger(b)) {
    return sqlite.exact === String(BigInt(b))
  }
  if (Object.is(a, b) || a === b) return true
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) return false
  return isNear(a, b)
}

/** Whether chance in the last digits can part two doubles so far; no number is near to infinity. */
export function isNear(a: number, b: number): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))
}

function isBeyondDoubles(exact: string): boolean {
  return !exact.includes('.') && !Number.isSafeInteger(Number(exact))
}
