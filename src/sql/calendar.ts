/** A day and a time of day; `decimals` are digits behind the point of the second, without zeros at their end. */
export interface Moment {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly decimals: string
}

/** `2018-04-06`; null where the calendar has no such day between the years 1 and 9999. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return null
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** `2018-04-06 03:49:59.5`; null where there is no such moment, or it has more than the six decimals of PostgreSQL. */
export function isoMoment(moment: Moment): string | null {
  const { hour, minute, second, decimals } = moment
  const day = isoDay(moment.year, moment.month, moment.day)
  if (day === null || hour > 23 || minute > 59 || second > 59 || decimals.length > 6) return null
  const fraction = decimals === '' ? '' : `.${decimals}`
  return `${day} ${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction}`
}

/**
 * The days of a month of the Gregorian calendar, which SQLite and PostgreSQL use for all years.
 * https://www.sqlite.org/lang_datefunc.html#caveats_and_bugs
 * https://www.postgresql.org/docs/current/datetime-units-history.html
 *
 * @param month 1 to 12
 */
export function daysOf(year: number, month: number): number {
  // without a list: the profile asks for each date that it counts
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
