import { textForm } from './value-forms.ts'

/**
 * What a value has to fit: the kind of conversion it goes through, and the limits of the column behind it.
 * The kinds are those of the plan's Conversion.
 */
export type Fit =
  /** `bits` is 64 for bigint, 32 for integer, 16 for smallint. */
  | { readonly kind: 'integer'; readonly bits: 16 | 32 | 64 }
  | { readonly kind: 'float' }
  | { readonly kind: 'decimal'; readonly precision: number | null; readonly scale: number | null }
  /** `maxLength` counts characters. */
  | { readonly kind: 'text'; readonly maxLength: number | null }
  | { readonly kind: 'rendered'; readonly maxLength: number | null }
  /** `utf16` is the encoding of the database: texts become UTF-8 then, so broken ones have no bytes. */
  | { readonly kind: 'bytes'; readonly utf16: boolean }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  /** `cut`: decimals beyond the six of PostgreSQL are cut off, and so they fit. */
  | { readonly kind: 'timestamp'; readonly cut?: true }
  | { readonly kind: 'timestamptz'; readonly cut?: true }
  | { readonly kind: 'epoch'; readonly unit: 'seconds' | 'milliseconds' }
  | { readonly kind: 'json' }
  | { readonly kind: 'uuid' }

/**
 * A SQLite predicate: true for values that arrive in PostgreSQL unchanged, false for those that do not; NULL
 * always fits, so the result is never NULL and may be negated. It needs the functions `is_utf8(blob)` and
 * `is_valid_text(blob)`, which the SQLite engine registers.
 *
 * @param column a column, quoted
 */
export function fits(fit: Fit, column: string): string {
  return `(${isNull(column)} or ${valueFits(fit, column)})`
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

function valueFits(fit: Fit, column: string): string {
  switch (fit.kind) {
    case 'integer':
      return integerFits(fit.bits, column)
    case 'float':
      return `(typeof(${column}) = 'real' or ${isInteger(column)} and ${column} between -${TWO_53} and ${TWO_53})`
    case 'decimal':
      return decimalFits(fit.precision, fit.scale, column)
    case 'text':
      return `((${isLoadableText(column)} or ${isTextualBlob(column)})${within(fit.maxLength, column)})`
    case 'rendered':
      return `((${isNumber(column)} or ${isLoadableText(column)} or ${isTextualBlob(column)})${within(fit.maxLength, column)})`
    case 'bytes':
      return fit.utf16
        ? `(typeof(${column}) = 'blob' or ${isText(column)} and is_valid_text(cast(${column} as blob)))`
        : `typeof(${column}) in ('blob', 'text')`
    case 'boolean':
      return `(${isInteger(column)} and ${column} in (0, 1) or ${isText(column)} and lower(${column}) in ('t', 'f', 'true', 'false'))`
    case 'date':
      return hasForm(column, ['date'])
    case 'time':
      return hasForm(column, ['time'])
    case 'timestamp':
      return hasForm(column, timestampForms(fit.cut, ['', '-utc']))
    case 'timestamptz':
      return hasForm(column, timestampForms(fit.cut, ['', '-utc', '-offset']))
    case 'epoch':
      return epochFits(fit.unit, column)
    case 'json':
      return `(${isFiniteNumber(column)} or ${isLoadableText(column)} and json_valid(${column}))`
    case 'uuid':
      return hasForm(column, ['uuid'])
    default:
      return fit satisfies never
  }
}

function timestampForms(cut: true | undefined, offsets: readonly string[]): readonly string[] {
  const nano = cut === true ? offsets.map((offset) => `timestamp-nano${offset}`) : []
  return ['date', ...offsets.map((offset) => `timestamp${offset}`), ...nano]
}

const TWO_53 = 2n ** 53n

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
  const isShort = `(${isInteger(column)} or typeof(${column}) = 'real' and round(${column}, ${decimals}) = ${column})`
  return `(${isShort} and ${column} > -${bound} and ${column} < ${bound})`
}

/** The calendar from year 1 to 9999, as the ISO forms have it. */
function epochFits(unit: 'seconds' | 'milliseconds', column: string): string {
  const [first, last] =
    unit === 'seconds' ? ['-62135596800', '253402300799'] : ['-62135596800000', '253402300799999']
  return `(${isInteger(column)} and ${column} between ${first} and ${last})`
}

function hasForm(column: string, forms: readonly string[]): string {
  const list = forms.map((form) => `'${form}'`).join(', ')
  return `(${isText(column)} and ${textForm(column)} in (${list}))`
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
function isLoadableText(column: string): string {
  return `(${isText(column)} and instr(${column}, char(0)) = 0 and is_valid_text(cast(${column} as blob)))`
}

/** Blobs that are texts in disguise. */
function isTextualBlob(column: string): string {
  return `(typeof(${column}) = 'blob' and instr(${column}, x'00') = 0 and is_utf8(${column}))`
}

function within(maxLength: number | null, column: string): string {
  return maxLength === null ? '' : ` and length(cast(${column} as text)) <= ${maxLength}`
}
