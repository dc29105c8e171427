import type { Conversion } from '../plan/conversion.ts'
import type { ColumnPlan } from '../plan/migration-plan.ts'
import type { CanonicalValue } from './canonical-form.ts'
import { isUnfit } from './unfit-value.ts'

/**
 * Reads a field of a canonical line, of either side, by the column's conversion.
 *
 * The two engines spell some values differently (`1.0e+23` and `1e+23`); what they mean is compared here.
 */
export function canonicalValue(field: Buffer, column: ColumnPlan): CanonicalValue {
  if (field.equals(COPY_NULL)) return null
  // latin1 keeps each byte apart, so that different bytes never become the same character
  const text = unescapeCopy(field.toString('latin1'))
  if (isUnfit(text)) return text
  return column.type.kind === 'jsonb' ? canonicalJson(text) : canonicalText(text, column.conversion)
}

/** The text of a value whose bytes were read as latin1. */
export function utf8Of(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8')
}

const COPY_NULL = Buffer.from('\\N')

function canonicalText(text: string, conversion: Conversion): string {
  switch (conversion.kind) {
    case 'float':
    case 'spelled-float':
      return canonicalDouble(text)
    case 'decimal':
    case 'epoch':
    case 'timestamptz':
    case 'duration':
      return canonicalDecimal(text)
    case 'time':
    case 'timestamp':
      return canonicalClock(text)
    case 'integer':
    case 'numeral':
    case 'text':
    case 'rendered':
    case 'bytes':
    case 'boolean':
    case 'date':
    case 'midnight':
    case 'json':
    case 'uuid':
    case 'respelled-uuid':
      return text
    default:
      return conversion satisfies never
  }
}

/** A blank before the clock, and no zeros behind its decimals, which the source may be spelled with. */
function canonicalClock(text: string): string {
  const [, start = text, digits = ''] = /^([^.]*)\.(\d+)$/.exec(text) ?? []
  const decimals = digits.replace(/0+$/, '')
  return start.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ') + (decimals === '' ? '' : `.${decimals}`)
}

/** SQLite prints `Inf`, PostgreSQL `Infinity`. The sign of a zero counts. */
function canonicalDouble(text: string): string {
  const number = Number(text.replace(/^(-?)Inf$/, '$1Infinity'))
  return Object.is(number, -0) ? '-0' : String(number)
}

/** Digits and exponent without leading and trailing zeros. numeric has no negative zero. */
export function canonicalDecimal(text: string): string {
  const parts = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (parts === null) return text.replace(/^(-?)Inf$/, '$1Infinity')
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = parts
  const digits = `${whole}${decimals}`.replace(/^0+/, '')
  if (digits === '') return '0'
  const significant = digits.replace(/0+$/, '')
  const scale = Number(exponent) - decimals.length + (digits.length - significant.length)
  return `${sign}${significant}e${scale}`
}

/**
 * jsonb sorts keys, respells numbers and keeps the last of several equal keys; what it means stays. Numbers are
 * compared by their digits, for JavaScript's would lose some of them.
 */
function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sortKeys(JSON.parse(Buffer.from(text, 'latin1').toString('utf8'), tagScalar)))
  } catch {
    return text
  }
}

function tagScalar(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value === 'number') return `n${canonicalDecimal(context?.source ?? String(value))}`
  return typeof value === 'string' ? `s${value}` : value
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]))
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescapeCopy(text: string): string {
  return text.includes('\\')
    ? text.replace(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character)
    : text
}
