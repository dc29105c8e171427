import type { RemedyAction } from '../../issues/remedy.ts'
import { decimalLimits, parseDeclaredType } from '../../sql/declared-type.ts'
import type { Column } from '../catalog/catalog.ts'
import type { TargetType } from '../target/target-schema.ts'

/**
 * How many characters a column holds: what the target says, else what the source declares, because a derived column
 * is widened where values are too long. Null where there is no limit.
 */
export function lengthLimit(column: Column, type: TargetType | null): number | null {
  if (type?.kind === 'varchar' || type?.kind === 'char') return type.length
  const declared = parseDeclaredType(column.declaredType)
  const [length] = declared.arguments
  return /CHAR/.test(declared.name) && length !== undefined && length > 0 ? length : null
}

/** SQLite literals; null where one side is open. */
export interface NumberRange {
  readonly min: string | null
  readonly max: string | null
}

/** The range of the settings, else that of the target's type, else of the declared one; null where there is none. */
export function numberRange(
  { min, max }: Extract<RemedyAction, { do: 'clamp' }>,
  column: Column,
  type: TargetType | null,
): NumberRange | null {
  const own = rangeOfType(type) ?? rangeOfDeclared(column) ?? widest(type)
  if (min === null && max === null) return own
  return { min: min === null ? null : literal(min), max: max === null ? null : literal(max) }
}

/** The decimals that the column holds, as {@link numberRange} finds its range; null where there is no limit. */
export function keptScale(column: Column, type: TargetType | null): number | null {
  if (type?.kind === 'numeric' && type.precision !== null) return type.scale ?? 0
  return decimalLimits(column.declaredType)?.scale ?? null
}

function rangeOfType(type: TargetType | null): NumberRange | null {
  switch (type?.kind) {
    case 'smallint':
      return ofBits(16)
    case 'integer':
      return ofBits(32)
    case 'bigint':
      return ofBits(64)
    case 'real':
      return around(3.4028234663852886e38)
    case 'numeric':
      return type.precision === null ? null : ofDecimal(type.precision, type.scale ?? 0)
    default:
      return null
  }
}

function rangeOfDeclared(column: Column): NumberRange | null {
  const limits = decimalLimits(column.declaredType)
  if (limits !== null) return ofDecimal(limits.precision, limits.scale)
  return column.affinity === 'INTEGER' ? ofBits(64) : null
}

/** Every finite number: https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-FLOAT */
function widest(type: TargetType | null): NumberRange | null {
  return type?.kind === 'double precision' || type?.kind === 'numeric' ? around(Number.MAX_VALUE) : null
}

/** SQLite has no literal for the lowest integer: it reads the digits before the sign. */
function ofBits(bits: 16 | 32 | 64): NumberRange {
  const limit = 2n ** BigInt(bits - 1)
  return { min: `(-${limit - 1n} - 1)`, max: String(limit - 1n) }
}

function around(limit: number): NumberRange {
  return { min: realLiteral(-limit), max: realLiteral(limit) }
}

/** The largest number of so many digits; where no double is that number, the next one below. */
function ofDecimal(precision: number, scale: number): NumberRange {
  const whole = precision - scale
  if (scale === 0 && precision <= 18) {
    const limit = 10n ** BigInt(precision) - 1n
    return { min: String(-limit), max: String(limit) }
  }
  const bound = Number(`1e${whole}`)
  const nearest = Number(`${'9'.repeat(whole) || '0'}.${'9'.repeat(scale)}`)
  return around(nearest < bound ? nearest : below(bound))
}

/** The next double towards zero. */
function below(value: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  view.setBigUint64(0, view.getBigUint64(0) - 1n)
  return view.getFloat64(0)
}

function literal(value: number | bigint): string {
  return typeof value === 'bigint' || Number.isSafeInteger(value) ? String(value) : realLiteral(value)
}

/** Digits alone would be an integer. */
function realLiteral(value: number): string {
  return /[.e]/.test(String(value)) ? String(value) : `${value}.0`
}
