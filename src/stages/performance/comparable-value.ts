import { isUtf8 } from 'node:buffer'
import type { PostgresValue } from '../../engines/postgres/database.ts'
import { intervalOf, intervalOfMicroseconds } from './comparable-interval.ts'
import { comparableJson } from './comparable-json.ts'
import { momentOf } from './comparable-moment.ts'
import {
  type ComparableNumber,
  isSameNumber,
  numberInText,
  numberOfSqlite,
  numberOfText,
} from './comparable-number.ts'
import type { Tolerance } from './tolerance.ts'

/** What SQLite gives, with safe integers. */
export type SqliteValue = bigint | number | string | Buffer | null

/** A value of either side in a form in which the two can be compared. */
export type Comparable =
  | { readonly kind: 'null' }
  | ComparableNumber
  /** Anything else, by its canonical spelling. */
  | { readonly kind: 'text'; readonly text: string }

/** https://www.postgresql.org/docs/current/catalog-pg-type.html; the ids of built-in types never change */
const TYPE_IDS = {
  boolean: [16],
  bytes: [17],
  number: [20, 21, 23, 26, 1700],
  double: [700, 701],
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
    case 'double':
      return numberInText(value, meaning === 'double') ?? { kind: 'text', text: value }
    case 'moment':
      return { kind: 'text', text: momentOf(value) ?? value }
    case 'time':
      return { kind: 'text', text: timeOf(value) }
    case 'interval':
      return { kind: 'text', text: intervalOf(value) ?? value }
    case 'json':
      return { kind: 'text', text: comparableJson(value) }
    case 'padded':
      return { kind: 'text', text: withoutPadding(value) }
    case 'boolean':
    case 'bytes':
    case 'uuid':
    case 'text':
      return { kind: 'text', text: value }
    default:
      return meaning satisfies never
  }
}

/**
 * A value of SQLite, as the type on the other side lets it mean. A number keeps to be one beside a text: PostgreSQL
 * gives the numbers in a document as texts.
 *
 * @param asMigrated as in {@link Tolerance}
 */
export function comparableOfSqlite(value: SqliteValue, meaning: Meaning, asMigrated: boolean): Comparable {
  if (value === null) return NULL
  const isNumber = typeof value === 'bigint' || typeof value === 'number'
  if (meaning === 'number' || meaning === 'double') {
    if (isNumber) return numberOfSqlite(value)
    const read = asMigrated ? numberInText : numberOfText
    const number = typeof value === 'string' ? read(value, meaning === 'double') : null
    return number ?? { kind: 'text', text: textOf(value) }
  }
  if (meaning === 'text' && isNumber) return numberOfSqlite(value)
  if (!asMigrated && Buffer.isBuffer(value) !== (meaning === 'bytes') && meaning !== 'uuid')
    return { kind: 'text', text: `${OTHER_CLASS}${textOf(value)}` }
  return { kind: 'text', text: spelling(value, meaning) }
}

/** Bytes beside what is none equal nothing: PostgreSQL has no text with a NUL in it. */
const OTHER_CLASS = '\0'

function spelling(value: SqliteValue, meaning: Exclude<Meaning, 'number' | 'double'>): string {
  switch (meaning) {
    case 'boolean':
      return booleanOf(textOf(value))
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
      return comparableJson(textOf(value))
    case 'uuid':
      return uuidOf(value)
    case 'padded':
      return withoutPadding(textOf(value))
    case 'text':
      return textOf(value)
    default:
      return meaning satisfies never
  }
}

/** Bytes that are no text of UTF-8 equal none; PostgreSQL has no text with a NUL in it. */
function textOf(value: SqliteValue): string {
  if (!Buffer.isBuffer(value)) return String(value)
  return isUtf8(value) ? value.toString('utf8') : `\0${value.toString('hex')}`
}

/** Only 0, 1 and the words of PostgreSQL mean one. https://www.postgresql.org/docs/current/datatype-boolean.html */
function booleanOf(text: string): string {
  if (/^(1|t|true|y|yes|on)$/i.test(text)) return 't'
  return /^(0|f|false|n|no|off)$/i.test(text) ? 'f' : `no boolean: ${text}`
}

/** PostgreSQL fills up with blanks, and with nothing else. */
function withoutPadding(text: string): string {
  return text.replace(/ +$/, '')
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

/** Whether a value of SQLite and one of PostgreSQL are the same. */
export function isSame(sqlite: Comparable, postgres: Comparable, tolerance: Tolerance): boolean {
  if (sqlite.kind === 'number') {
    if (postgres.kind === 'number') return isSameNumber(sqlite, postgres, tolerance)
    return postgres.kind === 'text' && isSpelled(sqlite, postgres.text)
  }
  if (sqlite.kind === 'text' && postgres.kind === 'text') {
    return sqlite.text === postgres.text || isSameInstant(sqlite.text, postgres.text)
  }
  return sqlite.kind === 'null' && postgres.kind === 'null'
}

/** Whether a text is the number of SQLite: 10.0 of a document is the real 10, and 007 is not 7. */
function isSpelled({ value, exact }: ComparableNumber, text: string): boolean {
  if (exact !== null) return exact === text
  return String(value) === text || (JSON_NUMBER.test(text) && Number(text) === value)
}

/** https://www.rfc-editor.org/rfc/rfc8259#section-6 */
const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i

/** An integer or real of SQLite counts seconds or milliseconds. */
function isSameInstant(a: string, b: string): boolean {
  if (!a.startsWith(SINCE_1970) || !/^-?\d+$/.test(b)) return false
  const counted = Number(a.slice(SINCE_1970.length))
  return [1_000_000, 1000, 1].some((unit) => Math.abs(counted * unit - Number(b)) < 1)
}
