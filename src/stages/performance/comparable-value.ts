import type { PostgresValue } from '../../engines/postgres/database.ts'
import { intervalOf, intervalOfMicroseconds } from './comparable-interval.ts'
import { momentOf } from './comparable-moment.ts'

/** What SQLite gives, with safe integers. */
export type SqliteValue = bigint | number | string | Buffer | null

/** A value of either side in a form in which the two can be compared. */
export type Comparable =
  | { readonly kind: 'null' }
  /** `exact`: a whole number, of which each digit counts. */
  | { readonly kind: 'number'; readonly value: number; readonly exact: string | null }
  /** Anything else, by its canonical spelling. */
  | { readonly kind: 'text'; readonly text: string }

/** https://www.postgresql.org/docs/current/catalog-pg-type.html; the ids of built-in types never change */
const TYPE_IDS = {
  boolean: [16],
  bytes: [17],
  number: [20, 21, 23, 26, 700, 701, 1700],
  json: [114, 3802],
  padded: [1042],
  moment: [1082, 1114, 1184],
  time: [1083],
  interval: [1186],
  uuid: [2950],
} as const satisfies Record<string, readonly number[]>

export type Meaning = keyof typeof TYPE_IDS | 'text'

/** What the values of a PostgreSQL type mean. */
export function meaningOf(typeId: number): Meaning {
  const found = Object.entries(TYPE_IDS).find(([, ids]) => ids.some((id) => id === typeId))
  return (found?.[0] ?? 'text') as Meaning
}

/** Marks a number of SQLite where PostgreSQL has a moment. */
export const SINCE_1970 = 'since 1970: '

const NULL: Comparable = { kind: 'null' }

export function comparableOfPostgres(value: PostgresValue, meaning: Meaning): Comparable {
  if (value === null) return NULL
  switch (meaning) {
    case 'number':
      return numberOf(value) ?? { kind: 'text', text: value }
    case 'moment':
      return { kind: 'text', text: momentOf(value) ?? value }
    case 'time':
      return { kind: 'text', text: timeOf(value) }
    case 'interval':
      return { kind: 'text', text: intervalOf(value) ?? value }
    case 'json':
      return { kind: 'text', text: jsonOf(value) }
    case 'padded':
      return { kind: 'text', text: value.trimEnd() }
    case 'boolean':
    case 'bytes':
    case 'uuid':
    case 'text':
      return { kind: 'text', text: value }
    default:
      return meaning satisfies never
  }
}

/** A value of SQLite, as the type on the other side lets it mean. */
export function comparableOfSqlite(value: SqliteValue, meaning: Meaning): Comparable {
  if (value === null) return NULL
  if (meaning === 'number') return numberOfSqlite(value) ?? { kind: 'text', text: textOf(value) }
  return { kind: 'text', text: spelling(value, meaning) }
}

function spelling(value: SqliteValue, meaning: Exclude<Meaning, 'number'>): string {
  switch (meaning) {
    case 'boolean':
      return /^(0|0\.0|f|false|n|no|off)$/i.test(textOf(value)) ? 'f' : 't'
    case 'bytes':
      return `\\x${Buffer.from(Buffer.isBuffer(value) ? value : textOf(value)).toString('hex')}`
    case 'moment':
      return typeof value === 'string' ? (momentOf(value) ?? value) : `${SINCE_1970}${textOf(value)}`
    case 'time':
      return timeOf(textOf(value))
    case 'interval':
      return typeof value === 'bigint'
        ? intervalOfMicroseconds(value)
        : (intervalOf(textOf(value)) ?? textOf(value))
    case 'json':
      return jsonOf(textOf(value))
    case 'uuid':
      return uuidOf(value)
    case 'padded':
      return textOf(value).trimEnd()
    case 'text':
      return textOf(value)
    default:
      return meaning satisfies never
  }
}

function textOf(value: SqliteValue): string {
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value)
}

function numberOfSqlite(value: SqliteValue): Comparable | null {
  if (typeof value === 'bigint') return { kind: 'number', value: Number(value), exact: String(value) }
  if (typeof value === 'number') return { kind: 'number', value, exact: null }
  return numberOf(textOf(value))
}

function numberOf(text: string): Comparable | null {
  if (!/^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$|^-?Inf(inity)?$|^NaN$/i.test(text.trim())) return null
  const value = Number(text.replace(/^(-?)Inf$/i, '$1Infinity'))
  return { kind: 'number', value, exact: /^-?\d+$/.test(text) ? String(BigInt(text)) : null }
}

function timeOf(text: string): string {
  const parts = /^(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?$/.exec(text)
  return parts === null ? text : `${parts[1]}:${parts[2] ?? '00'}.${(parts[3] ?? '').replace(/0+$/, '')}`
}

function uuidOf(value: SqliteValue): string {
  const digits = (Buffer.isBuffer(value) ? value.toString('hex') : textOf(value))
    .replaceAll('-', '')
    .toLowerCase()
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function jsonOf(text: string): string {
  try {
    return JSON.stringify(sortKeys(JSON.parse(text)))
  } catch {
    return text
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sortKeys(entry)]),
  )
}

/** Sums of doubles depend on their order, and an average has more digits in PostgreSQL. */
const TOLERANCE = 1e-9

/** Whether the two are the same value. Numbers with decimals may differ in the tenth digit. */
export function isSame(a: Comparable, b: Comparable): boolean {
  if (a.kind === 'number' && b.kind === 'number') {
    if (a.exact !== null && b.exact !== null) return a.exact === b.exact
    if (Object.is(a.value, b.value) || a.value === b.value) return true
    return Math.abs(a.value - b.value) <= TOLERANCE * Math.max(Math.abs(a.value), Math.abs(b.value))
  }
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text || isSameInstant(a.text, b.text)
  return a.kind === 'null' && b.kind === 'null'
}

/** An integer or real of SQLite counts seconds or milliseconds. */
function isSameInstant(a: string, b: string): boolean {
  if (!a.startsWith(SINCE_1970) || !/^-?\d+$/.test(b)) return false
  const counted = Number(a.slice(SINCE_1970.length))
  return [1_000_000, 1000, 1].some((unit) => Math.abs(counted * unit - Number(b)) < 1)
}
