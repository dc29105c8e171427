import type { EpochUnit } from '../../../sql/epoch.ts'
import { isIsoDate, isIsoTime, isIsoTimestamp } from '../../../sql/iso-text.ts'
import { quoteLiteral } from '../../../sql/quote.ts'
import type { TargetType } from '../target-schema.ts'
import type { Moment } from './default-moment.ts'
import { exampleOf, type MomentFormat, toCharFormat } from './moment-format.ts'
import { renderSteps } from './moment-steps.ts'

const UTC = "(now() AT TIME ZONE 'utc')"

/**
 * The moment as a PostgreSQL expression of the type; null where the type cannot be made of it.
 *
 * @param epoch what the numbers of a timestamptz column count, where they were numbers
 */
export function renderMoment(moment: Moment, type: TargetType, epoch: EpochUnit | null): string | null {
  return moment.format === null
    ? renderSeconds(moment, type, epoch)
    : renderSpelled(moment, moment.format, type)
}

/** Of the seconds since 1970, until the year 2286. */
const DIGITS = 10

/** Seconds since 1970 are the same in every time zone, and local ones those since the local 1970. */
function renderSeconds(moment: Moment, type: TargetType, epoch: EpochUnit | null): string | null {
  const { steps, local } = moment
  const isPlain = steps.length === 0 && !local
  const exact = isPlain ? 'now()' : renderSteps(local ? 'LOCALTIMESTAMP' : UTC, moment)
  const seconds = `floor(EXTRACT(epoch FROM ${exact}))::bigint`
  switch (type.kind) {
    case 'bigint':
    case 'double precision':
      return seconds
    case 'numeric':
      return holdsDigits(type, DIGITS) ? seconds : null
    case 'text':
      return `(${seconds})::text`
    case 'varchar':
      return type.length >= DIGITS ? `(${seconds})::text` : null
    case 'timestamptz': {
      if (epoch !== 'seconds' || local) return null
      const whole = `date_trunc('second', ${exact})`
      return isPlain ? whole : `(${whole} AT TIME ZONE 'utc')`
    }
    default:
      return null
  }
}

function holdsDigits(type: Extract<TargetType, { kind: 'numeric' }>, digits: number): boolean {
  return type.precision === null || type.precision - (type.scale ?? 0) >= digits
}

/** A type of moments takes what SQLite spells in a form that is read as one: no other text would be one of its values. A column of numbers makes one of digits. */
function renderSpelled(moment: Moment, format: MomentFormat, type: TargetType): string | null {
  const { unit, local } = moment
  const exact = renderSteps(local ? 'LOCALTIMESTAMP' : UTC, moment)
  const text = `to_char(${exact}, ${quoteLiteral(toCharFormat(format))})`
  const cut = `date_trunc('${unit}', ${exact})`
  const example = exampleOf(format)
  const number = /^\d{1,18}$/.test(example) ? `(${text})::bigint` : null
  switch (type.kind) {
    case 'bigint':
    case 'double precision':
      return number
    case 'numeric':
      return holdsDigits(type, example.length) ? number : null
    case 'text':
      return text
    case 'varchar':
      return [...example].length <= type.length ? text : null
    case 'timestamp':
      return isIsoTimestamp(example, false) ? cut : null
    case 'timestamptz':
      return isIsoTimestamp(example, false) && !local ? `(${cut} AT TIME ZONE 'utc')` : null
    case 'date':
      return isIsoDate(example) ? `(${exact})::date` : null
    case 'time':
      return isIsoTime(example) ? `${cut}::time without time zone` : null
    case 'other':
      return isIsoTime(example) && !local
        ? `((${cut} AT TIME ZONE 'utc')::time with time zone AT TIME ZONE 'utc')`
        : null
    default:
      return null
  }
}
