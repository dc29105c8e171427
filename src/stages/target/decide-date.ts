import { epochUnit } from '../../sql/epoch.ts'
import { fits, isNull } from '../../sql/fits.ts'
import { textForm } from '../../sql/value-forms.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { widestNumber } from './decide-number.ts'
import { decideText } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { isoTexts, valueCount } from './followers.ts'
import type { TargetType } from './target-schema.ts'
import type { Intent } from './type-intent.ts'

type DateIntent = Extract<Intent, { kind: 'date' | 'timestamp' }>

/** A column of ISO dates and timestamps. */
export function decideDate(intent: DateIntent, profile: ColumnProfile, column: string): Decision {
  const forms = profile.textForms
  if (forms['timestamp-nano'] > 0) return keepDecimals(profile, column)

  const withTime = isoTexts(profile) - forms.date
  const withOffset = forms['timestamp-utc'] + forms['timestamp-offset']
  if (intent.kind === 'date' && withTime === 0) {
    return { type: { kind: 'date' }, findings: dateMisfits({ kind: 'date' }, forms.date, profile, column) }
  }
  const zoned = withOffset > 0 || (intent.kind === 'timestamp' && intent.zoned)
  const type: DateType = zoned ? { kind: 'timestamptz' } : { kind: 'timestamp' }
  return {
    type,
    findings: [
      ...(intent.kind === 'date' ? [timesInDates(withTime, type, column)] : []),
      ...(zoned ? zoneFindings(profile, column) : []),
      ...dateMisfits(type, isoTexts(profile), profile, column),
    ],
  }
}

/** A column of ISO times. */
export function decideTime(profile: ColumnProfile, column: string): Decision {
  const type = { kind: 'time' } as const
  return { type, findings: dateMisfits(type, profile.textForms.time, profile, column) }
}

/** A date column that holds nothing but numbers. */
export function decideEpoch(profile: ColumnProfile, column: string): Decision {
  const rows = valueCount(profile)
  const where = `not ${isNull(column)}`
  const unit = profile.reals > 0 ? null : epochUnit(profile.integerMin ?? 0n, profile.integerMax ?? 0n)
  if (unit !== null) {
    const message = `${counted(rows, 'number is', 'numbers are')} taken as ${unit} since 1970-01-01 UTC`
    return { type: { kind: 'timestamptz' }, findings: [{ code: 'date-encoding', rows, where, message }] }
  }
  const type: TargetType = profile.reals > 0 ? widestNumber(profile) : { kind: 'bigint' }
  const message = `${counted(rows, 'number', 'numbers')} could mean several things; the target is ${type.kind}`
  return { type, findings: [{ code: 'date-encoding-unknown', rows, where, message }] }
}

type DateType = { readonly kind: 'date' | 'time' | 'timestamp' | 'timestamptz' }

/** Text keeps every decimal; PostgreSQL would round them to microseconds. */
function keepDecimals(profile: ColumnProfile, column: string): Decision {
  const rows = profile.textForms['timestamp-nano']
  return {
    type: { kind: 'text' },
    findings: [
      {
        code: 'sub-microsecond',
        rows,
        where: hasForm(column, ['timestamp-nano']),
        message: `${counted(rows, 'timestamp has', 'timestamps have')} more than six decimals; the target is text`,
      },
      ...noDates(profile, column),
      ...decideText(null, profile, column).findings,
    ],
  }
}

/** Text keeps them too, but they are wrong all the same. */
function noDates(profile: ColumnProfile, column: string): Finding[] {
  const { textForms } = profile
  const rows = textForms.other + textForms.time + textForms.boolean + textForms.uuid
  const where = hasForm(column, ['other', 'time', 'boolean', 'uuid'])
  const message = `${counted(rows, 'text is', 'texts are')} not a timestamp in ISO form; the target is text`
  return rows === 0 ? [] : [{ code: 'invalid-date', rows, where, message }]
}

function timesInDates(rows: number, type: DateType, column: string): Finding {
  return {
    code: 'declared-type-not-followed',
    rows,
    where: hasForm(column, ['timestamp', 'timestamp-utc', 'timestamp-offset']),
    message: `${counted(rows, 'value has', 'values have')} a time in a DATE column; the target is ${type.kind}`,
    priority: 'LOW',
  }
}

function zoneFindings(profile: ColumnProfile, column: string): Finding[] {
  const shifted = profile.textForms['timestamp-offset']
  const naive = profile.textForms.timestamp + profile.textForms.date
  const findings: Finding[] = []
  if (shifted > 0) {
    findings.push({
      code: 'time-zone-normalised',
      rows: shifted,
      where: hasForm(column, ['timestamp-offset']),
      message: `${counted(shifted, 'timestamp has', 'timestamps have')} an offset other than UTC`,
    })
  }
  if (naive > 0) {
    findings.push({
      code: 'time-zone-mixed',
      rows: naive,
      where: hasForm(column, ['timestamp', 'date']),
      message: `${counted(naive, 'timestamp has', 'timestamps have')} no offset and ${naive === 1 ? 'is' : 'are'} taken as UTC`,
    })
  }
  return findings
}

/** Numbers among dates are told apart from texts that are no dates: their owner mends them in another way. */
function dateMisfits(type: DateType, fitting: number, profile: ColumnProfile, column: string): Finding[] {
  const numbers = profile.integers + profile.reals
  const others = valueCount(profile) - fitting - numbers
  const findings: Finding[] = []
  if (numbers > 0) findings.push({ ...numbersAmongDates(numbers, column), priority: 'HIGH' })
  if (others > 0) {
    findings.push({
      code: 'invalid-date',
      rows: others,
      where: `typeof(${column}) in ('text', 'blob') and not ${fits(type, column)}`,
      message: `${counted(others, 'value is', 'values are')} not a ${type.kind} in ISO form`,
    })
  }
  return findings
}

export function numbersAmongDates(rows: number, column: string): Finding {
  return {
    code: 'date-encodings-mixed',
    rows,
    where: `typeof(${column}) in ('integer', 'real')`,
    message: `${counted(rows, 'value is a number', 'values are numbers')} among ISO dates`,
  }
}

function hasForm(column: string, forms: readonly string[]): string {
  return `typeof(${column}) = 'text' and ${textForm(column)} in (${forms.map((form) => `'${form}'`).join(', ')})`
}
