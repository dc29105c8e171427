import { decimalText } from './decimal-text.ts'
import { type EpochUnit, plausibleSeconds } from './epoch.ts'
import { isJson, isJsonBlob, keepsAsJsonb } from './json-predicates.ts'
import { hasBytes, isObjectNumber, isRounded, isZonedTime } from './named-type-fits.ts'
import { decimalTextFits, integerTextFits } from './number-texts.ts'
import { quoteLiteral } from './quote.ts'
import { isTextualBlob } from './textual-blob.ts'
import { hasForm, isWholeDay } from './value-forms.ts'

/**
 * What a value has to fit: the kind of conversion it goes through, and the limits of the column behind it.
 * The kinds are those of the plan's Conversion.
 */
export type Fit =
  /** `bits` is 64 for bigint, 32 for integer, 16 for smallint. */
  | { readonly kind: 'integer'; readonly bits: 16 | 32 | 64 }
  /** Integers, whole reals, and texts that spell an integer as PostgreSQL does. */
  | { readonly kind: 'numeral'; readonly bits: 16 | 32 | 64 }
  /** `bits` is 64 for double precision, 32 for real. */
  | { readonly kind: 'float'; readonly bits?: 32 | 64 }
  /** The same, and texts with the digits that the double prints. */
  | { readonly kind: 'spelled-float'; readonly bits: 32 | 64 }
  /** `spelled`: texts that spell a decimal fit too. */
  | {
      readonly kind: 'decimal'
      readonly precision: number | null
      readonly scale: number | null
      readonly spelled?: boolean
    }
  /** `maxLength` counts characters, `maxBytes` those of UTF-8. `blankPadded`: blanks at the end would be lost. */
  | {
      readonly kind: 'text' | 'rendered'
      readonly maxLength: number | null
      readonly maxBytes?: number
      readonly blankPadded?: boolean
    }
  /** Numbers that `oid` keeps. */
  | { readonly kind: 'object-number' }
  /** Numbers of whole hundredths; texts, which may have the currency before their digits. */
  | { readonly kind: 'money' }
  /** A time of day, with an offset or without; `decimals` as below. */
  | { readonly kind: 'zoned-time'; readonly decimals?: number }
  /** One of the labels of an enum. */
  | { readonly kind: 'label'; readonly labels: readonly string[] }
  /** `utf16` is the encoding of the database: texts become UTF-8 then, so broken ones have no bytes. */
  | { readonly kind: 'bytes'; readonly utf16: boolean }
  /** `spelled`: the texts 0 and 1 fit too. */
  | { readonly kind: 'boolean'; readonly spelled?: boolean }
  | { readonly kind: 'date' }
  /** A date, or a timestamp at midnight. */
  | { readonly kind: 'midnight' }
  /** `decimals` of a second are kept; all six where it is left out. */
  | { readonly kind: 'time' | 'timestamp' | 'timestamptz'; readonly decimals?: number }
  /** `wholeDays`: nothing of a day is kept but the day, in UTC. */
  | {
      readonly kind: 'epoch'
      readonly unit: EpochUnit
      readonly decimals?: number
      readonly wholeDays?: boolean
    }
  /** Microseconds that interval can hold. */
  | { readonly kind: 'duration'; readonly decimals?: number }
  /** A text that can only be one interval. */
  | { readonly kind: 'interval'; readonly decimals?: number }
  | { readonly kind: 'json' }
  /** JSON that jsonb keeps. */
  | { readonly kind: 'jsonb' }
  | { readonly kind: 'uuid' }
  /** A UUID with or without hyphens, in any case. */
  | { readonly kind: 'respelled-uuid' }

/**
 * A SQLite predicate: true for values that arrive in PostgreSQL unchanged, false for those that do not; NULL
 * always fits, so the result is never NULL and may be negated. It needs the functions `is_utf8(blob)` and
 * `is_valid_text(blob)`, and more, which the SQLite engine registers.
 *
 * @param column a column, quoted
 * @param soundTexts all its texts are known to be valid and without U+0000: to ask each again takes 4 µs (measured)
 */
export function fits(fit: Fit, column: string, soundTexts = false): string {
  return `(${isNull(column)} or ${valueFits(fit, column, soundTexts)})`
}

/** `x is null` is false without a look at the rows where the column is NOT NULL, also in a database that broke it. */
export function isNull(column: string): string {
  return `typeof(${column}) = 'null'`
}

/** A SQLite predicate: true for texts that PostgreSQL cannot hold, because they contain U+0000. */
export function textHasNul(column: string): string {
  return `(typeof(${column}) = 'text' and instr(${column}, char(0)) > 0)`
}

/** A SQLite predicate: true for texts that are not valid UTF-8. */
export function textIsInvalidUtf8(column: string): string {
  return `(typeof(${column}) = 'text' and not is_valid_text(cast(${column} as blob)))`
}

function valueFits(fit: Fit, column: string, soundTexts: boolean): string {
  switch (fit.kind) {
    case 'integer':
      return integerFits(fit.bits, column)
    case 'numeral':
      return `(${integerFits(fit.bits, column)} or ${wholeRealFits(fit.bits, column)} or ${isText(column)} and ${integerTextFits(fit.bits, column)})`
    case 'float':
      return floatFits(fit.bits ?? 64, column)
    case 'spelled-float':
      return `(${floatFits(fit.bits, column)} or ${isText(column)} and ${floatTextFits(fit.bits, column)})`
    case 'decimal':
      return fit.spelled === true
        ? `(${decimalFits(fit.precision, fit.scale, column)} or ${isText(column)} and ${decimalTextFits(fit.precision, fit.scale, column)})`
        : decimalFits(fit.precision, fit.scale, column)
    case 'text':
      return `((${isLoadableText(column, soundTexts)} or ${isTextualBlob(column)})${within(fit, column)})`
    case 'rendered':
      return `((${isNumber(column)} or ${isLoadableText(column, soundTexts)} or ${isTextualBlob(column)})${within(fit, column)})`
    case 'object-number':
      return isObjectNumber(column)
    case 'money':
      return `iif(${isNumber(column)}, ${decimalFits(18, 2, column)}, ${valueFits({ kind: 'rendered', maxLength: null }, column, soundTexts)})`
    case 'zoned-time':
      return withDecimals(fit.decimals, column, isZonedTime(column))
    case 'label':
      return `(${isText(column)} and ${column} collate binary in (${fit.labels.map(quoteLiteral).join(', ')}))`
    case 'bytes':
      return fit.utf16
        ? `(typeof(${column}) = 'blob' or ${isText(column)} and is_valid_text(cast(${column} as blob)))`
        : `typeof(${column}) in ('blob', 'text')`
    case 'boolean':
      return `(${isInteger(column)} and ${column} in (0, 1) or ${isText(column)} and lower(${column}) in ('t', 'f', 'true', 'false'${fit.spelled === true ? ", '0', '1'" : ''}))`
    case 'date':
      return hasForm(column, ['date'])
    case 'midnight':
      return isWholeDay(column)
    case 'time':
      return withDecimals(fit.decimals, column, hasForm(column, ['time']))
    case 'timestamp':
      return withDecimals(fit.decimals, column, hasForm(column, ['date', 'timestamp', 'timestamp-utc']))
    case 'timestamptz': {
      const forms = ['date', 'timestamp', 'timestamp-utc', 'timestamp-offset']
      return withDecimals(fit.decimals, column, hasForm(column, forms))
    }
    case 'epoch':
      return fit.wholeDays === true
        ? `(${epochFits(fit.unit, 6, column)} and ${countsDays(fit.unit, column)})`
        : epochFits(fit.unit, fit.decimals ?? 6, column)
    case 'duration':
      return `(${isInteger(column)} and ${column} between -${MOST_MICROSECONDS} and ${MOST_MICROSECONDS} and ${column} % ${10 ** (6 - (fit.decimals ?? 6))} = 0)`
    case 'interval':
      return `(${isText(column)} and is_interval(${column}, ${fit.decimals ?? 6}))`
    case 'json':
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${isJson(column)} or ${isJsonBlob(column)})`
    case 'jsonb':
      return `(${isFiniteNumber(column)} or ${isLoadableText(column, soundTexts)} and ${keepsAsJsonb(column)} or iif(${isTextualBlob(column)}, ${keepsAsJsonb(`text_of_utf8(${column})`)}, 0))`
    case 'uuid':
      return hasForm(column, ['uuid'])
    case 'respelled-uuid':
      return `(${isText(column)} and ${isUuidOfAnySpelling(column)})`
    default:
      return fit satisfies never
  }
}

/** It is sent as hours, minutes and seconds, and reads no more hours than 32 bits hold. */
const MOST_MICROSECONDS = 2_147_483_647n * 3_600_000_000n

function integerFits(bits: 16 | 32 | 64, column: string): string {
  const limit = 2n ** BigInt(bits - 1)
  return bits === 64
    ? isInteger(column)
    : `(${isInteger(column)} and ${column} between ${-limit} and ${limit - 1n})`
}

/**
 * A real goes as the shortest decimal that reads back as the same double; `round(x, s) = x` tells that this
 * decimal has no more than s decimals. The bound is a real, with which SQLite compares integers exactly.
 */
function decimalFits(precision: number | null, scale: number | null, column: string): string {
  if (precision === null) return isNumber(column)
  const decimals = scale ?? 0
  const bound = `1e${precision - decimals}`
  const isShort =
    precision <= MOST_EXACT_DIGITS
      ? hasDecimals(decimals, column)
      : `round(${column}, ${decimals}) = ${column}`
  if (decimals < 0)
    return `(${isNumber(column)} and ${isRounded(-decimals, column)} and ${column} > -${bound} and ${column} < ${bound})`
  const isShortNumber = `(${isInteger(column)} or typeof(${column}) = 'real' and ${isShort})`
  return `(${isShortNumber} and ${column} > -${bound} and ${column} < ${bound})`
}

/** So many digits are a whole number below 2^51, which a double holds with a bit to round by. */
export const MOST_EXACT_DIGITS = 15

/**
 * Whether the real is the double of a decimal with so many places. A quotient of two whole doubles is rounded once, so it
 * is that double; `round()` prints the number and reads it again, which takes four times as long (measured: 0.23 and 0.06 µs).
 */
function hasDecimals(decimals: number, column: string): string {
  const unit = `1e${decimals}`
  return `cast(${column} * ${unit} + iif(${column} < 0, -0.5, 0.5) as integer) / ${unit} = ${column}`
}

/** The same of a double that is at hand. */
export function isOfDecimals(decimals: number, real: number): boolean {
  const unit = 10 ** decimals
  return Math.trunc(real * unit + (real < 0 ? -0.5 : 0.5)) / unit === real
}

/** The calendar from year 1 to 9999, as the ISO forms have it. */
function epochFits(unit: EpochUnit, decimals: number, column: string): string {
  const [first, last] =
    unit === 'seconds' ? ['-62135596800', '253402300799'] : ['-62135596800000', '253402300799999']
  const whole = unit === 'seconds' || decimals >= 3 ? '' : ` and ${column} % ${10 ** (3 - decimals)} = 0`
  const integer = `${isInteger(column)} and ${column} between ${first} and ${last}${whole}`
  return unit === 'seconds' ? `(${integer} or ${secondsFit(decimals, column)})` : `(${integer})`
}

/** Of integers and reals that count something: midnights in UTC. */
function countsDays(unit: EpochUnit, column: string): string {
  const whole = `cast(${column} as integer)`
  return `${whole} = ${column} and ${whole} % ${unit === 'seconds' ? 86_400 : 86_400_000} = 0`
}

/**
 * Reals that are the double of a moment in whole microseconds: that moment gives the same double again. In the window
 * of plausible seconds a microsecond is more than two doubles wide.
 */
export function secondsFit(decimals: number, column: string): string {
  return `(typeof(${column}) = 'real' and ${plausibleSeconds(column)} and ${hasDecimals(decimals, column)})`
}

/** A real of PostgreSQL has 24 bits; the other doubles would be rounded to one. */
function floatFits(bits: 32 | 64, column: string): string {
  const whole = 2n ** BigInt(bits === 32 ? 24 : 53)
  const real =
    bits === 32 ? `typeof(${column}) = 'real' and is_float4(${column})` : `typeof(${column}) = 'real'`
  return `(${real} or ${isInteger(column)} and ${column} between -${whole} and ${whole})`
}

function floatTextFits(bits: 32 | 64, column: string): string {
  const isHeld = bits === 32 ? ` and is_float4(cast(${column} as real))` : ''
  return `iif(${decimalTextFits(null, null, column)}, spells_double(${column})${isHeld}, 0)`
}

/** `3.0`, but not `-0.0`, whose sign would be lost; the angle to it tells the sign. */
function wholeRealFits(bits: 16 | 32 | 64, column: string): string {
  const limit = `${2n ** BigInt(bits - 1)}.0`
  const isWhole = `${column} = cast(${column} as integer) and not (${column} = 0 and atan2(${column}, -1.0) < 0)`
  return `(typeof(${column}) = 'real' and ${column} >= -${limit} and ${column} < ${limit} and ${isWhole})`
}

/** The digits behind the point, up to an offset or the end; without those that say nothing. */
function withDecimals(decimals: number | undefined, column: string, hasRightForm: string): string {
  if (decimals === undefined) return hasRightForm
  const behind = `substr(${column}, instr(${column}, '.') + 1)`
  const digits = `substr(${behind}, 1, length(${behind}) - length(ltrim(${behind}, '0123456789')))`
  return `(${hasRightForm} and (instr(${column}, '.') = 0 or length(rtrim(${digits}, '0')) <= ${decimals}))`
}

const HEX = '[0-9a-fA-F]'

function isUuidOfAnySpelling(column: string): string {
  const hyphenated = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join('-')
  return `(length(${column}) in (32, 36) and instr(${column}, char(0)) = 0 and (${column} glob '${hyphenated}' or ${column} glob '${HEX.repeat(32)}'))`
}

function isInteger(column: string): string {
  return `typeof(${column}) = 'integer'`
}

function isNumber(column: string): string {
  return `typeof(${column}) in ('integer', 'real')`
}

function isFiniteNumber(column: string): string {
  return `${isNumber(column)} and ${column} > -9e999 and ${column} < 9e999`
}

function isText(column: string): string {
  return `typeof(${column}) = 'text'`
}

/** Texts without U+0000 that are valid UTF-8. */
function isLoadableText(column: string, sound: boolean): string {
  return sound
    ? isText(column)
    : `(${isText(column)} and instr(${column}, char(0)) = 0 and is_valid_text(cast(${column} as blob)))`
}

function within(
  limits: { readonly maxLength: number | null; readonly maxBytes?: number; readonly blankPadded?: boolean },
  column: string,
) {
  const text = decimalText(column)
  const short = limits.maxLength === null ? '' : ` and length(${text}) <= ${limits.maxLength}`
  const small = limits.maxBytes === undefined ? '' : ` and ${hasBytes(limits.maxBytes, text, column)}`
  return limits.blankPadded === true ? `${short} and ${text} not glob '* '` : short + small
}
