import { daysOf } from '../../../sql/calendar.ts'

/**
 * Reads moments as PostgreSQL counts them, from a text of SQLite and from the binary form of a timestamp. Both are a day and
 * microseconds of it, so that none of the numbers is beyond what a double holds.
 */
export class MomentReader {
  /** Since 2000-01-01. */
  day = 0
  /** Of the day. */
  second = 0
  /** Of the second. */
  microsecond = 0

  /**
   * Reads a date, or a date and a time with at most six decimals that say something.
   *
   * @param mayNameUtc whether a `Z` may stand at the end
   * @returns false for every other text
   */
  readText(bytes: Uint8Array, at: number, size: number, mayNameUtc: boolean): boolean {
    const end = mayNameUtc && bytes[at + size - 1] === CAPITAL_Z ? at + size - 1 : at + size
    if (end - at < DAY_LENGTH || !this.#readDay(bytes, at)) return false
    this.second = 0
    this.microsecond = 0
    if (end - at === DAY_LENGTH) return size === DAY_LENGTH
    const between = bytes[at + DAY_LENGTH]
    if (between !== BLANK && between !== CAPITAL_T) return false
    return this.#readTime(bytes, at + DAY_LENGTH + 1, end)
  }

  /** @param count since 1970, of so many units to a second */
  readEpoch(count: number, perSecond: number): void {
    const seconds = Math.floor(count / perSecond)
    this.day = Math.floor(seconds / SECONDS_OF_DAY) - EPOCH_TO_2000
    this.second = seconds - Math.floor(seconds / SECONDS_OF_DAY) * SECONDS_OF_DAY
    this.microsecond = ((count - seconds * perSecond) * MICROSECONDS) / perSecond
  }

  /** Whether a timestamp of PostgreSQL is the moment that was read. */
  isTimestamp(view: DataView, at: number): boolean {
    // microseconds since 2000-01-01 in two words: 2^32 are 4294 seconds and 967296 microseconds
    const high = view.getInt32(at)
    const rest = high * 967_296 + view.getUint32(at + 4)
    const seconds = high * 4294 + Math.floor(rest / MICROSECONDS)
    const microsecond = rest - Math.floor(rest / MICROSECONDS) * MICROSECONDS
    return seconds === this.day * SECONDS_OF_DAY + this.second && microsecond === this.microsecond
  }

  #readDay(bytes: Uint8Array, at: number): boolean {
    const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2)
    const month = twoDigits(bytes, at + 5)
    const day = twoDigits(bytes, at + 8)
    const isSpelled = bytes[at + 4] === DASH && bytes[at + 7] === DASH
    // what is no number fails each comparison
    if (!(isSpelled && year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)))
      return false
    this.day = daysSince2000(year, month, day)
    return true
  }

  #readTime(bytes: Uint8Array, at: number, end: number): boolean {
    const hour = twoDigits(bytes, at)
    const minute = twoDigits(bytes, at + 3)
    const hasSeconds = end - at >= SECONDS_LENGTH && bytes[at + 5] === COLON
    const second = hasSeconds ? twoDigits(bytes, at + 6) : 0
    if (!(bytes[at + 2] === COLON && hour < 24 && minute < 60 && second < 60)) return false
    this.second = hour * 3600 + minute * 60 + second
    const length = hasSeconds ? SECONDS_LENGTH : MINUTES_LENGTH
    if (end - at === length) return true
    return hasSeconds && bytes[at + length] === POINT && this.#readDecimals(bytes, at + length + 1, end)
  }

  #readDecimals(bytes: Uint8Array, from: number, end: number): boolean {
    let unit = MICROSECONDS / 10
    let microsecond = 0
    for (let at = from; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO
      // behind the sixth they may only be zeros
      if (digit < 0 || digit > 9 || (unit < 1 && digit > 0)) return false
      if (unit >= 1) microsecond += digit * unit
      unit /= 10
    }
    this.microsecond = microsecond
    return end > from
  }
}

/** By counting years from March, so that the leap day is the last. */
function daysSince2000(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const century = Math.floor(shifted / 100)
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const leapDays = Math.floor(shifted / 4) - century + Math.floor(century / 4)
  return shifted * 365 + leapDays + ofYear - MARCH_TO_2000
}

/** From 0000-03-01 to 2000-01-01. */
const MARCH_TO_2000 = 730_425

/** NaN where there are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO
  const ones = (bytes[at + 1] ?? 0) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

const SECONDS_OF_DAY = 86_400
/** Days from 1970-01-01 to 2000-01-01. */
const EPOCH_TO_2000 = 10_957
const MICROSECONDS = 1_000_000
const DAY_LENGTH = 10
const MINUTES_LENGTH = 5
const SECONDS_LENGTH = 8
const BLANK = 32
const DASH = 45
const POINT = 46
const ZERO = 48
const COLON = 58
const CAPITAL_T = 84
const CAPITAL_Z = 90
