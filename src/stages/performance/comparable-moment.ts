import { daysOf } from '../../sql/calendar.ts'

const DATE = /(?<year>\d{4,7})-(?<month>0[1-9]|1[0-2])-(?<day>\d\d)/.source
const TIME = /(?<hour>[01]\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:\.(?<decimals>\d+))?)?/.source
const OFFSET = /(?<offset>Z|[+-](?:0\d|1[0-5])(?::?[0-5]\d(?::?[0-5]\d)?)?)/.source
const MOMENT = new RegExp(`^${DATE}(?:[T ]${TIME})?\\s*${OFFSET}?(?<bc> BC)?$`)

/**
 * Microseconds since 1970 in UTC; a moment without an offset is taken as UTC. PostgreSQL writes what lies before the
 * year 1 as `0001-12-31 10:00:00+00 BC`, and has years of up to seven digits: more than a Date of JavaScript. Null where
 * the calendar has no such day, the day no such time, or a microsecond does not hold all of its decimals.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-OUTPUT
 */
export function momentOf(text: string): string | null {
  const parts = MOMENT.exec(text)?.groups
  if (parts === undefined) return null
  const { hour = '0', minute = '0', second = '0', decimals = '', offset = 'Z' } = parts
  // the year before 1 is 1 BC, which astronomers call 0
  const year = parts.bc === undefined ? Number(parts.year) : 1 - Number(parts.year)
  const [month, day] = [Number(parts.month), Number(parts.day)]
  if (day < 1 || day > daysOf(year, month) || /[1-9]/.test(decimals.slice(6))) return null
  const days = daysSince1970(year, month, day)
  const seconds = BigInt(days) * 86_400n + secondsOf(hour, minute, second) - eastOf(offset)
  return String(seconds * 1_000_000n + BigInt(decimals.padEnd(6, '0').slice(0, 6)))
}

/**
 * Days of the Gregorian calendar, which goes on before it was made. A year begins in March here, so that the day of the
 * leap year is its last. https://howardhinnant.github.io/date_algorithms.html#days_from_civil
 */
function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1
  const era = Math.floor(fromMarch / 400)
  const yearOfEra = fromMarch - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function eastOf(offset: string): bigint {
  const parts = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(offset)
  if (parts === null) return 0n
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = parts
  const east = secondsOf(hours, minutes, seconds)
  return sign === '-' ? -east : east
}

function secondsOf(hours: string, minutes: string, seconds: string): bigint {
  return BigInt(hours) * 3600n + BigInt(minutes) * 60n + BigInt(seconds)
}
