import { type EpochUnit, momentOfEpoch } from '../../../sql/epoch.ts'
import { isJson } from '../../../sql/is-json.ts'
import { isIsoDate, isIsoTime, isIsoTimestamp, isZonedIsoTime } from '../../../sql/iso-text.ts'
import { quoteLiteral } from '../../../sql/quote.ts'
import { renderType } from '../render-type.ts'
import type { TargetType } from '../target-schema.ts'
import type { DefaultValue } from './default-value.ts'

/**
 * The value as a PostgreSQL literal of the type, or null where the type does not have it.
 *
 * @param epoch what the numbers of a timestamptz column count, where they were numbers
 */
export function defaultLiteral(
  value: DefaultValue,
  type: TargetType,
  epoch: EpochUnit | null,
): string | null {
  switch (type.kind) {
    case 'bigint':
      return integerText(value)
    case 'double precision':
      return infiniteLiteral(value, type) ?? numberText(value)
    case 'numeric':
      return infiniteLiteral(value, type) ?? fitsDecimal(numberText(value), type.precision, type.scale)
    case 'text':
      return typed(textOf(value), type)
    case 'varchar': {
      const text = textOf(value)
      return text === null || [...text].length > type.length
        ? null
        : `${quoteLiteral(text)}::character varying`
    }
    case 'bytea':
      return bytesLiteral(value)
    case 'boolean':
      return booleanText(value)
    case 'timestamptz':
      return value.kind === 'integer' ? epochLiteral(value.value, epoch) : textual(value, type)
    case 'date':
    case 'time':
    case 'timestamp':
    case 'json':
    case 'uuid':
      return textual(value, type)
    case 'other':
      return value.kind === 'text' && isZonedIsoTime(value.value) ? typed(value.value, type) : null
    // no value asks a derived schema for one of these
    case 'smallint':
    case 'integer':
    case 'real':
    case 'char':
    case 'jsonb':
    case 'enum':
      return null
    default:
      return type satisfies never
  }
}

type TextualKind = 'date' | 'time' | 'timestamp' | 'timestamptz' | 'uuid' | 'json'
type TextualType = Extract<TargetType, { readonly kind: TextualKind }>

const TEXT_TESTS: Readonly<Record<TextualKind, (text: string) => boolean>> = {
  date: (text) => isIsoDate(text) || (isIsoTimestamp(text, false) && !/[1-9]/.test(text.slice(10))),
  time: isIsoTime,
  timestamp: (text) => isIsoTimestamp(text, false),
  timestamptz: (text) => isIsoTimestamp(text, true),
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  json: isJson,
}

function textual(value: DefaultValue, type: TextualType): string | null {
  const text = value.kind === 'text' || type.kind === 'json' ? textOf(value) : null
  return text !== null && TEXT_TESTS[type.kind](text) ? typed(text, type) : null
}

function typed(text: string | null, type: TargetType): string | null {
  return text === null ? null : `${quoteLiteral(text)}::${renderType(type)}`
}

/** A column of integers takes the text of one as that integer. */
function integerText(value: DefaultValue): string | null {
  if (value.kind === 'integer') return value.value.toString()
  const text = value.kind === 'text' ? value.value.trim() : ''
  if (/^[+-]?\d{1,18}$/.test(text)) return BigInt(text.replace('+', '')).toString()
  return value.kind === 'real' && Number.isSafeInteger(value.value) ? value.value.toString() : null
}

function numberText(value: DefaultValue): string | null {
  const integer = integerText(value)
  if (integer !== null) return integer
  const real = realOf(value)
  return real === null || isInfinite(value) ? null : String(real)
}

function realOf(value: DefaultValue): number | null {
  const number = value.kind === 'text' && isDecimal(value.value) ? Number(value.value) : null
  return value.kind === 'real' ? value.value : number
}

/** Whether it is a number beyond all doubles, as `1e999`: such a number is infinite in SQLite. */
export function isInfinite(value: DefaultValue): boolean {
  return Math.abs(realOf(value) ?? 0) === Number.POSITIVE_INFINITY
}

/** PostgreSQL has it from version 14 on. https://www.postgresql.org/docs/current/datatype-numeric.html */
function infiniteLiteral(value: DefaultValue, type: TargetType): string | null {
  if (!isInfinite(value) || isLimited(type)) return null
  return `'${realOf(value)}'::${renderType(type)}`
}

/** Whether it is a numeric with a precision, which holds no infinite value. */
export function isLimited(type: TargetType): boolean {
  return type.kind === 'numeric' && type.precision !== null
}

function isDecimal(text: string): boolean {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)
}

function fitsDecimal(text: string | null, precision: number | null, scale: number | null): string | null {
  if (text === null || precision === null) return text
  const [, whole = '', decimals = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const fits = whole !== '' && decimals.length <= (scale ?? 0) && whole.length <= precision - (scale ?? 0)
  return fits || Number(text) === 0 ? text : null
}

/** Numbers are spelled as SQLite does, as far as that is known. */
function textOf(value: DefaultValue): string | null {
  switch (value.kind) {
    case 'integer':
      return value.value.toString()
    case 'text':
      return value.value.includes('\0') ? null : value.value
    case 'real':
      return realText(value.value)
    case 'blob':
      return null
    default:
      return value satisfies never
  }
}

/**
 * SQLite writes an exponent from 1e17 on and below 0.0001; where 15 digits do not read back as the same number it writes
 * 17, of which JavaScript can need fewer. https://www.sqlite.org/floatingpoint.html
 */
function realText(value: number): string | null {
  const size = Math.abs(value)
  const isPlain = value === 0 || (size >= 0.0001 && size < 1e17)
  if (!isPlain || Number(value.toPrecision(15)) !== value) return null
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}

function bytesLiteral(value: DefaultValue): string | null {
  const bytes = value.kind === 'blob' ? value.bytes : value.kind === 'text' ? Buffer.from(value.value) : null
  return bytes === null ? null : `'\\x${bytes.toString('hex')}'::bytea`
}

function booleanText(value: DefaultValue): string | null {
  const text = value.kind === 'blob' ? '' : String(value.value).toLowerCase()
  if (['1', 't', 'true'].includes(text)) return 'true'
  return ['0', 'f', 'false'].includes(text) ? 'false' : null
}

function epochLiteral(value: bigint, epoch: EpochUnit | null): string | null {
  const moment = epoch === null ? null : momentOfEpoch(value, epoch)
  return moment === null ? null : `'${moment}'::timestamp with time zone`
}
