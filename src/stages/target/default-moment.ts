import { quoteLiteral } from '../../sql/quote.ts'
import type { TargetType } from './target-schema.ts'

/** A DEFAULT that is the moment of the INSERT, taken apart. */
export interface Moment {
  /** What is cut off below. */
  readonly unit: 'day' | 'minute' | 'second' | 'milliseconds'
  /** How SQLite spells it, as a format of to_char; null for a number of seconds. */
  readonly format: string | null
  /** PostgreSQL intervals that are added. */
  readonly intervals: readonly string[]
  /** In the time zone of the machine instead of UTC. */
  readonly local: boolean
}

const DAY = 'YYYY-MM-DD'
const TIME = 'HH24:MI:SS'

/**
 * A function call that gives the present moment; null for any other, and for modifiers that PostgreSQL would count
 * in another way (months of different length). https://www.sqlite.org/lang_datefunc.html
 */
export function readMoment(name: string, args: readonly string[]): Moment | null {
  switch (name.toLowerCase()) {
    case 'current_timestamp':
    case 'datetime':
      return modified('second', `${DAY} ${TIME}`, args)
    case 'current_date':
    case 'date':
      return modified('day', DAY, args)
    case 'current_time':
    case 'time':
      return modified('second', TIME, args)
    case 'unixepoch':
      return modified('second', null, args)
    case 'strftime':
      return formatted(args)
    default:
      return null
  }
}

/** The moment as a PostgreSQL expression of the type; null where the type cannot be made of it. */
export function renderMoment(
  moment: Moment,
  type: TargetType,
  epoch: 'seconds' | 'milliseconds' | null,
): string | null {
  return moment.format === null
    ? renderSeconds(moment, type, epoch)
    : renderFormatted(moment, moment.format, type)
}

/** Seconds since 1970 are the same in every time zone. */
function renderSeconds(
  moment: Moment,
  type: TargetType,
  epoch: 'seconds' | 'milliseconds' | null,
): string | null {
  if (moment.local) return null
  const seconds = `floor(EXTRACT(epoch FROM ${plus('now()', moment)}))::bigint`
  switch (type.kind) {
    case 'bigint':
    case 'numeric':
    case 'double precision':
      return seconds
    case 'text':
      return `(${seconds})::text`
    case 'timestamptz':
      return epoch === 'seconds' ? truncated('second', plus('now()', moment)) : null
    default:
      return null
  }
}

function renderFormatted(moment: Moment, format: string, type: TargetType): string | null {
  const { unit, local } = moment
  const exact = plus(local ? 'LOCALTIMESTAMP' : "(now() AT TIME ZONE 'utc')", moment)
  const hasDay = format.includes('DD')
  switch (type.kind) {
    case 'text':
      return `to_char(${exact}, ${quoteLiteral(format)})`
    case 'varchar':
      return spelledLength(format) <= type.length ? `to_char(${exact}, ${quoteLiteral(format)})` : null
    case 'timestamp':
      return hasDay ? truncated(unit, exact) : null
    case 'timestamptz':
      return hasDay && !local ? `(${truncated(unit, exact)} AT TIME ZONE 'utc')` : null
    case 'date':
      return format === DAY ? `(${exact})::date` : null
    case 'time':
      return format === TIME ? `${truncated(unit, exact)}::time without time zone` : null
    default:
      return null
  }
}

function spelledLength(format: string): number {
  return format.replaceAll('"', '').replace('HH24', 'HH').replace('SS.MS', 'SS.MMM').length
}

function modified(unit: Moment['unit'], format: string | null, args: readonly string[]): Moment | null {
  const [base = 'now', ...modifiers] = args
  if (base.toLowerCase() !== 'now') return null
  const result: { -readonly [K in keyof Moment]: Moment[K] } = { unit, format, intervals: [], local: false }
  for (const modifier of modifiers) {
    const interval = /^([+-]?\d{1,9}) (second|minute|hour|day)s?$/i.exec(modifier.trim())
    if (interval !== null) result.intervals = [...result.intervals, modifier.trim().toLowerCase()]
    else if (modifier === 'localtime' && result.intervals.length === 0) result.local = true
    else return null
  }
  return result
}

/** The parts of strftime formats that to_char spells alike. */
const PARTS: Readonly<Record<string, string>> = {
  '%Y': 'YYYY',
  '%m': 'MM',
  '%d': 'DD',
  '%H': 'HH24',
  '%M': 'MI',
  '%S': 'SS',
  '%f': 'SS.MS',
  '%F': DAY,
  '%T': TIME,
  '%R': 'HH24:MI',
}

function formatted([format = '', ...args]: readonly string[]): Moment | null {
  if (format === '%s') return modified('second', null, args)
  const pieces = format.match(/%.|[^%]+/g) ?? []
  const parts = pieces.map((piece) =>
    piece.startsWith('%') ? PARTS[piece] : piece.replace(/[A-Za-z"\\]+/g, (word) => `"${word}"`),
  )
  if (format === '' || /["\\]/.test(format) || parts.includes(undefined)) return null
  const unit = /%f/.test(format)
    ? 'milliseconds'
    : /%[ST]/.test(format)
      ? 'second'
      : /%[HMR]/.test(format)
        ? 'minute'
        : 'day'
  return modified(unit, parts.join(''), args)
}

function plus(now: string, { intervals }: Moment): string {
  return intervals.reduce((sum, interval) => `(${sum} + '${interval}'::interval)`, now)
}

function truncated(unit: Moment['unit'], moment: string): string {
  return `date_trunc('${unit}', ${moment})`
}
