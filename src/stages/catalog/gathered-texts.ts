import { isUtf8 } from 'node:buffer'
import { daysOf } from '../../sql/calendar.ts'
import { type FixedForm, FORM_LENGTHS } from '../../sql/value-forms.ts'

/** Between two texts that are gathered: no character that COPY escapes, and one that hardly any text holds. */
export const SEPARATOR = 31

/** Texts longer than this are not gathered; bounds the memory of a chunk. In bytes. */
export const LONGEST_GATHERED_TEXT = 4096

/** https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2 */
export const ESCAPED: readonly number[] = [...Buffer.from('\\\b\t\n\v\f\r')]

/**
 * How many bytes the texts have if all of them are of no known form, in valid UTF-8, and go through COPY as they are; -1 where
 * some are not. A text that holds the separator counts as two: it has a byte less, and what looks like a date is taken for one.
 */
export function bytesOfPlain(texts: Buffer): number {
  if (!isUtf8(texts) || texts.includes(0) || ESCAPED.some((byte) => texts.includes(byte))) return -1
  let bytes = 0
  for (let at = 0; at < texts.length; ) {
    const end = endOfText(texts, at)
    if (mayHaveForm(texts, at, end)) return -1
    bytes += end - at
    at = end + 1
  }
  return bytes
}

/** How many texts there are if all are of one form; -1 where some are not. Nothing between two separators is no text. */
export function countOfForm(texts: Buffer, form: FixedForm): number {
  const length = FORM_LENGTHS[form]
  const has = FORM_TESTS[form]
  let count = 0
  for (let at = 0; at < texts.length; at += 1) {
    if (texts[at] === SEPARATOR) continue
    const end = at + length
    if (end > texts.length || (end < texts.length && texts[end] !== SEPARATOR)) return -1
    if (!has(texts, at)) return -1
    count += 1
    at = end
  }
  return count
}

/** Most texts are short: to step through them is faster than to call native code for each. */
const STEPS = 64

function endOfText(texts: Buffer, from: number): number {
  const near = Math.min(from + STEPS, texts.length)
  for (let at = from; at < near; at += 1) if (texts[at] === SEPARATOR) return at
  if (near === texts.length) return near
  const end = texts.indexOf(SEPARATOR, near)
  return end === -1 ? texts.length : end
}

/** A date, a time, a boolean or a UUID, or something that begins like one. */
function mayHaveForm(texts: Buffer, at: number, end: number): boolean {
  const first = texts[at] ?? 0
  if (isDigit(first) && (texts[at + 4] === DASH || texts[at + 2] === COLON)) return true
  if (isHex(first) && texts[at + 8] === DASH) return true
  return (first | LOWER_CASE) === T || (first | LOWER_CASE) === F ? isBoolean(texts, at, end) : false
}

function isBoolean(texts: Buffer, at: number, end: number): boolean {
  const length = end - at
  return (
    length === 1 ||
    ((length === 4 || length === 5) && BOOLEANS.has(texts.toString('latin1', at, end).toLowerCase()))
  )
}

const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false'])

const DASH = 45
const COLON = 58
const BLANK = 32
const ZERO = 48
const A = 97
const F = 102
const T = 116
/** Makes a capital of ASCII a small letter. */
const LOWER_CASE = 32
const CAPITAL_T = T - LOWER_CASE

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9
}

function isHex(byte: number): boolean {
  return isDigit(byte) || (byte >= A && byte <= F)
}

const FORM_TESTS: Readonly<Record<FixedForm, (texts: Buffer, at: number) => boolean>> = {
  date: isDay,
  timestamp: isSecond,
  uuid: isUuid,
}

/** `YYYY-MM-DD`, a day of the calendar, years 0001 to 9999. */
function isDay(texts: Buffer, at: number): boolean {
  const century = twoDigits(texts, at)
  const yearOfCentury = twoDigits(texts, at + 2)
  const month = twoDigits(texts, at + 5)
  const day = twoDigits(texts, at + 8)
  if (century < 0 || yearOfCentury < 0 || texts[at + 4] !== DASH || texts[at + 7] !== DASH) return false
  const year = century * 100 + yearOfCentury
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

/** A day, a blank or `T`, `HH:MM:SS`. */
function isSecond(texts: Buffer, at: number): boolean {
  const hour = twoDigits(texts, at + 11)
  const minute = twoDigits(texts, at + 14)
  const second = twoDigits(texts, at + 17)
  return (
    isDay(texts, at) &&
    (texts[at + 10] === BLANK || texts[at + 10] === CAPITAL_T) &&
    texts[at + 13] === COLON &&
    texts[at + 16] === COLON &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60
  )
}

function isUuid(texts: Buffer, at: number): boolean {
  for (let place = 0; place < FORM_LENGTHS.uuid; place += 1) {
    const byte = texts[at + place] ?? 0
    const isDash = place === 8 || place === 13 || place === 18 || place === 23
    if (isDash ? byte !== DASH : !isHex(byte)) return false
  }
  return true
}

/** -1 where there are none. */
function twoDigits(texts: Buffer, at: number): number {
  const tens = (texts[at] ?? 0) - ZERO
  const ones = (texts[at + 1] ?? 0) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1
}
