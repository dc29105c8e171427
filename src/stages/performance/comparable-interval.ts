const UNITS = {
  year: ['months', 12],
  mon: ['months', 1],
  day: ['days', 1],
  hour: ['microseconds', 3_600_000_000],
  min: ['microseconds', 60_000_000],
  sec: ['microseconds', 1_000_000],
} as const

const CLOCK = /^([+-]?)(\d+):(\d\d):(\d\d(?:\.\d+)?)$/
const QUANTITY = /^([+-]?\d+(?:\.\d+)?)$/
const UNIT = /^(year|mon|day|hour|min|sec)(?:s|th|ths|ute|utes|ond|onds)?$/

/**
 * An interval as months, days and microseconds, which PostgreSQL keeps apart: of its own spelling, `1 mon 2 days 03:00:00`, or
 * of words that it reads. Null for other texts. https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-OUTPUT
 */
export function intervalOf(text: string): string | null {
  const sum = { months: 0, days: 0, microseconds: 0 }
  let count: number | null = null
  for (const word of text.trim().split(/\s+/)) {
    const unit = UNIT.exec(word)?.[1]
    const clock = CLOCK.exec(word)
    if (clock !== null) sum.microseconds += microsecondsOf(clock)
    else if (count === null && QUANTITY.test(word)) count = Number(word)
    else if (count !== null && isUnit(unit)) {
      const [part, factor] = UNITS[unit]
      sum[part] += Math.round(count * factor)
      count = null
    } else return null
  }
  return count === null ? spelled(sum.months, sum.days, sum.microseconds) : null
}

/** Numbers count microseconds, as the load takes them. */
export function intervalOfMicroseconds(count: bigint): string {
  return spelled(0, 0, Number(count))
}

function isUnit(word: string | undefined): word is keyof typeof UNITS {
  return word !== undefined && Object.hasOwn(UNITS, word)
}

function microsecondsOf([, sign, hours, minutes, seconds]: readonly string[]): number {
  const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return Math.round(total * 1_000_000) * (sign === '-' ? -1 : 1)
}

function spelled(months: number, days: number, microseconds: number): string {
  return `${months} ${days} ${microseconds}`
}
