import { isIsoTimestamp } from '../iso-text.ts'
import { offsetOf, spellingOf } from '../moment-spelling.ts'
import { textTerm } from './literal-terms.ts'
import { type Term, term, Untranslatable } from './term.ts'

/**
 * `date(x)` of a column whose texts became dates or timestamps: for each of them SQLite prints the day that it is written
 * with, which is the day of the moment in the target. The result is a date, which no text can be made of: PostgreSQL spells
 * it by a setting. https://www.sqlite.org/lang_datefunc.html
 *
 * @throws Untranslatable for other values, and for modifiers
 */
export function dateOf(args: readonly Term[]): Term {
  return cutMoment('date()', '%Y-%m-%d', args)
}

/**
 * See {@link dateOf}. Decimals of a second are cut off, as date_trunc() does: SQLite 3.54 rounds none of them (measured with
 * 400 000 texts of all years, of up to six decimals).
 */
export function datetimeOf(args: readonly Term[]): Term {
  return cutMoment('datetime()', '%Y-%m-%d %H:%M:%S', args)
}

/** `strftime(format, x)` where the format keeps all units of the moment down to one. See {@link datetimeOf}. */
export function strftimeOf([format, ...args]: readonly Term[]): Term {
  if (format?.literal?.kind !== 'text')
    throw new Untranslatable('the format of strftime() is not written as a text')
  return cutMoment('strftime()', format.literal.value, args)
}

function cutMoment(name: string, format: string, args: readonly Term[]): Term {
  const [value, ...modifiers] = args
  if (value === undefined) throw new Untranslatable(`${name} without a value is another one at each moment`)
  if (modifiers.length > 0) throw new Untranslatable(`the modifiers of ${name} have no equivalent`)
  const cut = readFormat(format)
  if (cut === null) throw new Untranslatable(`the format of ${name} has no equivalent`)
  if (value.type === 'null') return value
  return value.literal === null ? cutColumn(name, value, cut) : cutLiteral(name, value, cut)
}

/** What a format keeps of a moment: all units down to one. */
interface Cut {
  readonly unit: (typeof UNITS)[number]
  /** What stands before the time; null where the format has a day alone. */
  readonly separator: string | null
}

const UNITS = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
/** What stands in a format for a unit that is cut off. */
const FIRST = ['', '01', '01', '00', '00', '00'] as const

/** Null where the format keeps something else: a week, an hour without its day, half of a date. */
function readFormat(format: string): Cut | null {
  const long = format.replace('%F', '%Y-%m-%d').replace('%T', '%H:%M:%S').replace('%R', '%H:%M')
  const [, month, day, separator, hour, minute, second] =
    /^%Y-(%m|01)-(%d|01)(?:([ T])(%H|00):(%M|00):(%S|00))?$/.exec(long) ?? []
  if (month === undefined) return null
  const parts = ['%Y', month, day, ...(separator === undefined ? [] : [hour, minute, second])]
  const kept = parts.filter((part) => part?.startsWith('%')).length
  const unit = UNITS[kept - 1]
  const isCut = parts.slice(kept).every((part, at) => part === FIRST[kept + at])
  return isCut && unit !== undefined ? { unit, separator: separator ?? null } : null
}

function cutColumn(name: string, value: Term, { unit, separator }: Cut): Term {
  const moment = inUtc(value)
  if (moment === null)
    throw new Untranslatable(`${name} is translated for what is a date in the target, or a moment in UTC`)
  if (separator === null) {
    if (unit !== 'day') return term(`(date_trunc('${unit}', ${moment}))::date`, 'date')
    return value.type === 'date' ? term(value.sql, 'date') : term(`(${moment})::date`, 'date')
  }
  return term(`date_trunc('${unit}', ${moment})`, 'timestamp', { spelling: spelledWith(separator) })
}

/** As a timestamp without a zone; null where nothing says which day the text of the source was written with. */
function inUtc({ sql, type, spelling }: Term): string | null {
  switch (type) {
    case 'date':
      return `(${sql})::timestamp`
    case 'timestamp':
      return sql
    case 'timestamptz': {
      // numbers that count from an epoch are Julian days for SQLite
      const isText = spelling !== null && /^(?:\d|$)/.test(spelling)
      return isText && UTC.has(offsetOf(spelling)) ? `(${sql} AT TIME ZONE 'UTC')` : null
    }
    case 'boolean':
    case 'integer':
    case 'float':
    case 'decimal':
    case 'text':
    case 'bytes':
    case 'time':
    case 'opaque':
    case 'null':
      return null
    default:
      return type satisfies never
  }
}

/** The offsets of UTC that SQLite reads. */
const UTC: ReadonlySet<string> = new Set(['', 'Z', '+00:00', '-00:00'])

/** `date('2024-01-01')` is that text. */
function cutLiteral(name: string, { literal }: Term, { unit, separator }: Cut): Term {
  const text = literal?.kind === 'text' ? literal.value : ''
  if (!isIsoTimestamp(text, false) || !/^[-\d]{10}(?:[ T][:\d]+)?$/.test(text))
    throw new Untranslatable(`${name} is given something that is no moment`)
  const parts = [...text.slice(0, 10).split('-'), ...text.slice(11).split(':').filter(Boolean)]
  const kept = UNITS.indexOf(unit) + 1
  const [year, month, day, hour, minute, second] = UNITS.map((_, at) =>
    at < kept ? (parts[at] ?? FIRST[at]) : FIRST[at],
  )
  const time = separator === null ? '' : `${separator}${hour}:${minute}:${second}`
  return textTerm(`${year}-${month}-${day}${time}`)
}

function spelledWith(separator: string): string {
  return spellingOf(`2000-01-01${separator}00:00:00`)
}
