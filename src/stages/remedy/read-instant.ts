import { isoMoment } from '../../sql/calendar.ts'
import { CORE_DATA_EPOCH } from '../../sql/core-data.ts'
import { arePlausibleSeconds } from '../../sql/epoch.ts'
import type { SqliteValue } from './sqlite-value.ts'

/**
 * A count since 1970-01-01 UTC as an ISO timestamp with `Z`: `2024-02-01T10:00:00.123Z`. Whole numbers, reals with a
 * fraction, and texts of either; null for all else, and where PostgreSQL's six decimals would lose a digit.
 *
 * @param power a second is 10^power of the unit
 */
export function readEpoch(value: SqliteValue, power: number): string | null {
  const parts = /^([+-]?)(\d{1,22})(?:\.(\d{1,22}))?$/.exec(textOfNumber(value))
  if (parts === null) return null
  const [, sign = '', whole = '', fraction = ''] = parts
  const digits = `${whole}${fraction.padEnd(22, '0')}`
  const cut = digits.length - (22 + power - 6)
  if (!/^0*$/.test(digits.slice(cut))) return null
  const microseconds = BigInt(digits.slice(0, cut) || '0')
  return isoInstant(sign === '-' ? -microseconds : microseconds)
}

/** Milliseconds since 1970-01-01 UTC. Null for what is a moment of our days in seconds: it would be one of 1970. */
export function readMilliseconds(value: SqliteValue): string | null {
  return arePlausibleSeconds(Number(textOfNumber(value))) ? null : readEpoch(value, 3)
}

/**
 * Seconds since 2001-01-01 UTC as an ISO timestamp with `Z`, to the microsecond: Core Data stores doubles, whose further
 * digits are finer than any clock.
 */
export function readCoreData(value: SqliteValue): string | null {
  const text = textOfNumber(value)
  if (!/^[+-]?\d{1,12}(\.\d+)?$/.test(text)) return null
  const [whole = '', fraction = ''] = text.split('.')
  const sign = whole.startsWith('-') ? -1n : 1n
  const parts = BigInt(Math.round(Number(`0.${fraction || '0'}`) * 1e6))
  return isoInstant((BigInt(whole) + BigInt(CORE_DATA_EPOCH)) * 1_000_000n + sign * parts)
}

/** The Julian day of 1970-01-01 00:00 UTC, in milliseconds. */
const EPOCH_IN_JULIAN_MS = 210_866_760_000_000
const DAY_MS = 86_400_000

/**
 * A Julian day as an ISO timestamp with `Z`. SQLite counts them in milliseconds; a real that holds more is read in
 * microseconds. Either must give the same real again. https://www.sqlite.org/lang_datefunc.html
 */
export function readJulianDay(value: SqliteValue): string | null {
  const text = textOfNumber(value)
  if (!/^\d{1,7}(\.\d+)?$/.test(text)) return null
  const days = Number(text)
  const milliseconds = days * DAY_MS - EPOCH_IN_JULIAN_MS
  for (const microseconds of [Math.round(milliseconds) * 1000, Math.round(milliseconds * 1000)]) {
    if ((microseconds / 1000 + EPOCH_IN_JULIAN_MS) / DAY_MS === days) return isoInstant(BigInt(microseconds))
  }
  return null
}

/** A number in plain decimals, as SQLite or a person spells it; empty for what is no number. */
function textOfNumber(value: SqliteValue): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}

function isoInstant(microseconds: bigint): string | null {
  const inSecond = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n
  const seconds = (microseconds - inSecond) / 1_000_000n
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return null
  const text = isoMoment({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    decimals: String(inSecond).padStart(6, '0').replace(/0+$/, ''),
  })
  return text === null ? null : `${text.replace(' ', 'T')}Z`
}
