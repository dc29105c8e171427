import { isoDay, isoMoment } from '../../sql/calendar.ts'
import type { SqliteValue } from './sqlite-value.ts'

const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:(\d\d)(?:\.?(\d+))?)?(Z?))?$/

/**
 * `20180406` as `2018-04-06`, and `20180406034959`, `201804060349` or `20180406T034959Z` as a timestamp; numbers or
 * texts. What stands behind the second is its fraction.
 */
export function readCompactDate(value: SqliteValue): string | null {
  const parts = COMPACT.exec(typeof value === 'bigint' || typeof value === 'string' ? String(value) : '')
  if (parts === null) return null
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = ''] = parts
  if (hour === undefined) return isoDay(Number(year), Number(month), Number(day))
  const text = isoMoment({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    decimals: fraction.replace(/0+$/, ''),
  })
  return text === null ? null : text + zone
}

const WRITTEN =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:(?:,? |T)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ?([AP])\.?M\.?)?)?$/i

/**
 * `31/12/2020`, `31.12.2020` or `31-12-2020 23:59` (or with the month first, `12/31/2020 11:59 PM`) as an ISO date or
 * timestamp. A year of two digits could be in either century, so it is left.
 */
export function readWrittenDate(value: SqliteValue, first: 'day' | 'month'): string | null {
  const parts = WRITTEN.exec(typeof value === 'string' ? value.trim() : '')
  if (parts === null) return null
  const [, one, , two, year, hours, minute, second = '0', fraction = '', half] = parts
  const [day, month] = first === 'day' ? [Number(one), Number(two)] : [Number(two), Number(one)]
  if (hours === undefined) return isoDay(Number(year), month, day)
  const hour = hourOfDay(Number(hours), half)
  if (hour === null) return null
  return isoMoment({
    year: Number(year),
    month,
    day,
    hour,
    minute: Number(minute),
    second: Number(second),
    decimals: fraction.replace(/0+$/, ''),
  })
}

/** 12 AM is midnight and 12 PM is noon. */
function hourOfDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0)
}
