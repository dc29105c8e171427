import { daysOf } from '../../sql/calendar.ts'
import type { TextForm } from './column-profile.ts'

/**
 * The form of a text, as `textForm` in sql/value-forms.ts has it for SQLite.
 *
 * @param bytes at `from`, `length` of them: ASCII without U+0000; every other text is of the form `other`
 */
export function formOf(bytes: Uint8Array, from: number, length: number): TextForm {
  const first = bytes[from] ?? 0
  if (!isDigit(first)) {
    if (length <= 5) return isBoolean(bytes, from, length) ? 'boolean' : 'other'
    return length === UUID_LENGTH && isUuid(bytes, from) ? 'uuid' : 'other'
  }
  if (length >= 5 && bytes[from + 4] === DASH) return momentForm(bytes, from, length)
  if (length >= 5 && isMinutes(bytes, from)) return timeForm(bytes, from + 5, from + length)
  if (isEndOfDay(bytes, from, length)) return 'time'
  return length === UUID_LENGTH && isUuid(bytes, from) ? 'uuid' : 'other'
}

/** Of a date and what stands behind it: true where that is nothing but zeros. */
export function isMidnight(bytes: Uint8Array, from: number, length: number): boolean {
  for (let at = from + DAY_LENGTH + 1; at < from + length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte > ZERO && byte <= NINE) return false
  }
  return true
}

const UUID_LENGTH = 36
const DAY_LENGTH = 10
const MINUTES_LENGTH = 16

/** Of a text with a dash behind four characters. */
function momentForm(bytes: Uint8Array, from: number, length: number): TextForm {
  if (length < DAY_LENGTH || !isDay(bytes, from)) return 'other'
  if (length === DAY_LENGTH) return 'date'
  const between = bytes[from + DAY_LENGTH]
  if (length < MINUTES_LENGTH || (between !== BLANK && between !== CAPITAL_T)) return 'other'
  return isMinutes(bytes, from + DAY_LENGTH + 1)
    ? timestampForm(bytes, from + MINUTES_LENGTH, from + length)
    : 'other'
}

/** By what stands behind the minutes. */
function timestampForm(bytes: Uint8Array, from: number, end: number): TextForm {
  const at = secondsEnd(bytes, from, end)
  const decimals = decimalsOf(bytes, from, at)
  const zone = decimals < 0 ? null : zoneOf(bytes, at, end)
  if (zone === null) return 'other'
  return `timestamp${decimals > MOST_DECIMALS ? '-nano' : ''}${zone}`
}

/** By what stands behind the minutes. */
function timeForm(bytes: Uint8Array, from: number, end: number): TextForm {
  const at = secondsEnd(bytes, from, end)
  const decimals = decimalsOf(bytes, from, at)
  const zone = decimals < 0 ? null : zoneOf(bytes, at, end)
  if (zone === '') return decimals > MOST_DECIMALS ? 'time-nano' : 'time'
  return zone === null || decimals > MOST_DECIMALS ? 'other' : 'time-offset'
}

function secondsEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isOfSeconds(bytes[at] ?? 0)) at += 1
  return at
}

/** The offset from UTC behind the seconds, at most one blank before it; null where something else stands there. */
function zoneOf(bytes: Uint8Array, from: number, end: number): '' | '-utc' | '-offset' | null {
  if (from === end) return ''
  const at = bytes[from] === BLANK ? from + 1 : from
  if (at + 1 === end && bytes[at] === CAPITAL_Z) return '-utc'
  if (!isOffset(bytes, at, end)) return null
  return isZero(bytes, at + 1, end) ? '-utc' : '-offset'
}

/** What PostgreSQL keeps of a second. */
const MOST_DECIMALS = 6

/**
 * How many decimals the seconds have, without zeros at their end: of nothing, of `:SS`, or of `:SS.f…`. -1 where it is anything
 * else.
 */
function decimalsOf(bytes: Uint8Array, from: number, end: number): number {
  if (from === end) return 0
  if (end - from < 3 || bytes[from] !== COLON || !isSixty(bytes, from + 1)) return -1
  if (end - from === 3) return 0
  if (bytes[from + 3] !== POINT || end - from === 4) return -1
  let decimals = 0
  for (let at = from + 4; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (!isDigit(byte)) return -1
    if (byte !== ZERO) decimals = at - from - 3
  }
  return decimals
}

/** `24:00`, `24:00:00`, or with zeros behind a point. */
function isEndOfDay(bytes: Uint8Array, from: number, length: number): boolean {
  for (let place = 0; place < length; place += 1) {
    if (bytes[from + place] !== (END_OF_DAY[place] ?? ZERO)) return false
  }
  return length === 5 || length === 8 || length >= 10
}

const END_OF_DAY = [...Buffer.from('24:00:00.')]

/** `+HH`, `+HHMM` or `+HH:MM`, up to 15:59 either way. */
function isOffset(bytes: Uint8Array, from: number, end: number): boolean {
  const sign = bytes[from]
  if (sign !== PLUS && sign !== DASH) return false
  const hours = twoDigits(bytes, from + 1)
  if (end - from < 3 || hours < 0 || hours > 15) return false
  const minutes = bytes[from + 3] === COLON ? from + 4 : from + 3
  return end === from + 3 || (end === minutes + 2 && isSixty(bytes, minutes))
}

/** Of an offset behind its sign. */
function isZero(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (bytes[at] !== ZERO && bytes[at] !== COLON) return false
  return true
}

/** `YYYY-MM-DD`, a day of the calendar, years 0001 to 9999. */
function isDay(bytes: Uint8Array, at: number): boolean {
  const century = twoDigits(bytes, at)
  const yearOfCentury = twoDigits(bytes, at + 2)
  const month = twoDigits(bytes, at + 5)
  const day = twoDigits(bytes, at + 8)
  if (century < 0 || yearOfCentury < 0 || bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return false
  const year = century * 100 + yearOfCentury
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

/** `HH:MM`, 00:00 to 23:59. */
function isMinutes(bytes: Uint8Array, at: number): boolean {
  const hour = twoDigits(bytes, at)
  return hour >= 0 && hour < 24 && bytes[at + 2] === COLON && isSixty(bytes, at + 3)
}

/** 00 to 59. */
function isSixty(bytes: Uint8Array, at: number): boolean {
  const number = twoDigits(bytes, at)
  return number >= 0 && number < 60
}

function isUuid(bytes: Uint8Array, at: number): boolean {
  for (let place = 0; place < UUID_LENGTH; place += 1) {
    const byte = bytes[at + place] ?? 0
    const isDash = place === 8 || place === 13 || place === 18 || place === 23
    if (isDash ? byte !== DASH : !isHex(byte)) return false
  }
  return true
}

/** `t`, `f`, `true` or `false` in any case. */
function isBoolean(bytes: Uint8Array, from: number, length: number): boolean {
  return length > 0 && BOOLEANS.some((word) => word.length === length && isSpelled(bytes, from, word))
}

function isSpelled(bytes: Uint8Array, from: number, word: readonly number[]): boolean {
  return word.every((letter, place) => ((bytes[from + place] ?? 0) | LOWER_CASE) === letter)
}

const BOOLEANS: readonly (readonly number[])[] = ['t', 'f', 'true', 'false'].map((word) => [
  ...Buffer.from(word),
])

/** What seconds of a timestamp are made of. */
function isOfSeconds(byte: number): boolean {
  return isDigit(byte) || byte === COLON || byte === POINT
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= SMALL_A && byte <= SMALL_F)
}

/** -1 where there are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO
  const ones = (bytes[at + 1] ?? 0) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}

const BLANK = 32
const PLUS = 43
const DASH = 45
const POINT = 46
const ZERO = 48
const NINE = 57
const COLON = 58
const CAPITAL_T = 84
const CAPITAL_Z = 90
const SMALL_A = 97
const SMALL_F = 102
/** Makes a capital of ASCII a small letter. */
const LOWER_CASE = 32
