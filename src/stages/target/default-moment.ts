import type { EpochUnit } from '../../sql/epoch.ts'
import type { Expression } from '../../sql/expression.ts'
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
function readMoment(name: string, args: readonly string[]): Moment | null {
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

/** The present moment that a tree is; a CAST changes nothing of seconds. Null where it is none, or none that is translated. */
export function momentOf(tree: Expression): Moment | null {
  switch (tree.kind) {
    case 'moment':
      return readMoment(tree.name, [])
    case 'cast': {
      const seconds = momentOf(tree.operand)
      return seconds?.format === null ? seconds : null
    }
    case 'call': {
      const texts = textsOf(tree.args)
      return texts === null ? null : readMoment(tree.name, texts)
    }
    default:
      return null
  }
}

function textsOf(args: readonly Expression[]): readonly string[] | null {
  const texts = args.flatMap((arg) => (arg.kind === 'text' ? [arg.value] : []))
  return texts.length === args.length ? texts : null
}

/** Why the call of a date function is no moment that {@link momentOf} reads; null where it is no such call. */
export function unequalMoment(tree: Expression): string | null {
  const name = tree.kind === 'call' ? tree.name.toLowerCase() : ''
  const texts = tree.kind === 'call' ? textsOf(tree.args) : null
  if (texts === null || !['datetime', 'date', 'time', 'unixepoch', 'strftime'].includes(name)) return null
  const [base = 'now', ...modifiers] = name === 'strftime' ? texts.slice(1) : texts
  if (base.toLowerCase() !== 'now') return `${name}() is translated for 'now'`
  const known = modifiers.map((_, at) => modified('second', null, ['now', ...modifiers.slice(0, at + 1)]))
  const modifier = modifiers[known.indexOf(null)]
  if (modifier === undefined) return `the format of ${name}() has no equivalent`
  const isMonths = /(month|year)s?$/i.test(modifier)
  const why = isMonths ? ': PostgreSQL ends it where the month does' : ''
  return `the modifier '${modifier}' of ${name}() has no equivalent${why}`
}

/** The moment as a PostgreSQL expression of the type; null where the type cannot be made of it. */
export function renderMoment(moment: Moment, type: TargetType, epoch: EpochUnit | null): string | null {
  return moment.format === null
    ? renderSeconds(moment, type, epoch)
    : renderFormatted(moment, moment.format, type)
}

/** Seconds since 1970 are the same in every time zone. */
function renderSeconds(moment: Moment, type: TargetType, epoch: EpochUnit | null): string | null {
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

/** The moment with its intervals. */
export function plus(now: string, { intervals }: Pick<Moment, 'intervals'>): string {
  return intervals.reduce((sum, interval) => `(${sum} + '${interval}'::interval)`, now)
}

function truncated(unit: Moment['unit'], moment: string): string {
  return `date_trunc('${unit}', ${moment})`
}
