import { formatCount } from '../../../progress/amount.ts'
import { numbersUnit } from '../../../sql/epoch.ts'
import { hasForm, isWholeDay, NANO_FORMS, TIMESTAMP_FORMS } from '../../../sql/value-forms.ts'
import type { ColumnProfile, TextForm } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { decideText } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import {
  asksForOffsets,
  isoTexts,
  isoTimes,
  MOMENTS,
  nanoTexts,
  TIMES,
  valueCount,
  ZONED_TIMES,
} from './followers.ts'
import type { Intent } from './intent.ts'
import { timeMisfits } from './time-misfits.ts'
import { besideHazards } from './told-once.ts'

type DateIntent = Extract<Intent, { kind: 'date' | 'timestamp' }>
type TimeIntent = Extract<Intent, { kind: 'time' }>

/** A column of ISO dates and timestamps. */
export function decideDate(intent: DateIntent, profile: ColumnProfile, column: string): Decision {
  if (nanoTexts(profile) > 0) return keepDecimals(intent, profile, column)
  const type = momentType(intent, profile)
  const withTime = timesOf(profile)
  const misfits = dateMisfits(type, isoTexts(profile), profile, column)
  if (type.kind === 'date') return { type, findings: [...midnightsInDates(withTime, column), ...misfits] }
  return {
    type,
    findings: [
      ...(intent.kind === 'date' ? [timesInDates(withTime, type, column)] : []),
      ...(type.kind === 'timestamptz' ? zoneFindings(profile, column) : []),
      ...misfits,
    ],
  }
}

/** The type that holds the days, times and offsets of a column of ISO dates, decimals beyond microseconds aside. */
export function momentType(
  intent: DateIntent,
  profile: ColumnProfile,
): { readonly kind: 'date' | 'timestamp' | 'timestamptz' } {
  if (intent.kind === 'date' && timesOf(profile) === profile.midnights) return { kind: 'date' }
  const zoned = zonedTexts(profile) > 0 || (intent.kind === 'timestamp' && intent.zoned)
  return { kind: zoned ? 'timestamptz' : 'timestamp' }
}

function timesOf(profile: ColumnProfile): number {
  return isoTexts(profile) - profile.textForms.date
}

/** Text keeps every decimal; PostgreSQL would round them to microseconds. */
function keepDecimals(intent: DateIntent | TimeIntent, profile: ColumnProfile, column: string): Decision {
  const type = { kind: 'text' } as const
  const strangers = strangersToDates(intent, profile, column, type)
  return { type, findings: [...strangers, ...decideText(null, profile, column).findings] }
}

/** A column of ISO times. */
export function decideTime(intent: TimeIntent, profile: ColumnProfile, column: string): Decision {
  if (profile.textForms['time-nano'] > 0) return keepDecimals(intent, profile, column)
  const { time, 'time-offset': offsets } = profile.textForms
  if (!asksForOffsets(intent, profile)) {
    const type = { kind: 'time' } as const
    return { type, findings: dateMisfits(type, time, profile, column) }
  }
  const mixed = time === 0 ? [] : [mixedZones('time', [time, ['time']], [offsets, ['time-offset']], column)]
  const misfits = dateMisfits({ kind: 'timetz' }, time + offsets, profile, column)
  return { type: { kind: 'other', name: 'time with time zone' }, findings: [...mixed, ...misfits] }
}

/** What breaks a declared date or time where most values do; `type` is what they have chosen instead. */
export function strangersToDates(
  intent: DateIntent | TimeIntent,
  profile: ColumnProfile,
  column: string,
  type: TargetType,
): readonly Finding[] {
  const isZonedTime = intent.kind === 'time' && intent.zoned
  const wanted: DateType =
    intent.kind === 'time' ? { kind: isZonedTime ? 'timetz' : 'time' } : { kind: 'timestamptz' }
  const fitting =
    intent.kind === 'time'
      ? isoTimes(profile) + (isZonedTime ? profile.textForms['time-offset'] : 0)
      : isoTexts(profile)
  const noun = intent.kind === 'date' ? 'date' : 'timestamp'
  const findings = [
    ...dateMisfits(wanted, fitting, profile, column, noun),
    ...decimals(intent, profile, column),
  ]
  return findings.map(({ counted: worded, ...found }) => {
    const fate = `; the target is ${type.kind}`
    const finding = { ...found, ...(found.priority === undefined && fitting === 0 ? MED : {}) }
    const { where } = finding
    if (worded === undefined || where === null) return { ...finding, message: `${finding.message}${fate}` }
    const message = (rows: number) => `${worded(rows)}${fate}`
    return type.kind === 'text'
      ? besideHazards({ ...finding, where }, message, profile, column)
      : { ...finding, message: message(finding.rows), counted: message }
  })
}

const MED = { priority: 'MED' } as const

type DateType = { readonly kind: 'date' | 'time' | 'timetz' | 'timestamp' | 'timestamptz' }

function isTime({ kind }: DateType): boolean {
  return kind === 'time' || kind === 'timetz'
}

/** https://www.postgresql.org/docs/current/datatype-datetime.html */
function decimals({ kind }: DateIntent | TimeIntent, profile: ColumnProfile, column: string): Finding[] {
  const isTime = kind === 'time'
  const rows = isTime ? profile.textForms['time-nano'] : nanoTexts(profile)
  const noun = isTime ? 'time' : 'timestamp'
  if (rows === 0) return []
  return [
    {
      code: 'sub-microsecond',
      rows,
      where: isTime ? hasForm(column, ['time-nano']) : nanoRows(column),
      message: `${counted(rows, `${noun} has`, `${noun}s have`)} more than six decimals`,
    },
  ]
}

/** A SQLite predicate: true for timestamps with more than six decimals. */
export function nanoRows(column: string): string {
  return hasForm(column, NANO_FORMS)
}

function zonedTexts({ textForms: forms }: ColumnProfile): number {
  return (
    forms['timestamp-utc'] +
    forms['timestamp-offset'] +
    forms['timestamp-nano-utc'] +
    forms['timestamp-nano-offset']
  )
}

/** Nothing is lost: an application that binds a date as a moment writes them, and reads the day alone. */
function midnightsInDates(rows: number, column: string): readonly Finding[] {
  const midnights = counted(rows, 'value has a midnight', 'values have a midnight')
  return rows === 0
    ? []
    : [
        {
          code: 'declared-type-not-followed',
          rows,
          where: hasForm(column, TIMESTAMP_FORMS),
          message: `${midnights} in a DATE column and ${rows === 1 ? 'arrives as its day' : 'arrive as their days'}`,
          priority: 'LOW',
        },
      ]
}

function timesInDates(rows: number, type: DateType, column: string): Finding {
  return {
    code: 'declared-type-not-followed',
    rows,
    where: hasForm(column, [...NAIVE.filter((form) => form !== 'date'), ...ZONED]),
    message: `${counted(rows, 'value has', 'values have')} a time in a DATE column; the target is ${type.kind}`,
    priority: 'LOW',
  }
}

const NAIVE: readonly TextForm[] = ['date', 'timestamp', 'timestamp-nano']
const ZONED: readonly TextForm[] = [
  'timestamp-utc',
  'timestamp-offset',
  'timestamp-nano-utc',
  'timestamp-nano-offset',
]

function zoneFindings(profile: ColumnProfile, column: string): Finding[] {
  const { textForms: forms } = profile
  const shifted = forms['timestamp-offset'] + forms['timestamp-nano-offset']
  const zoned = zonedTexts(profile)
  const naive = isoTexts(profile) - zoned
  const findings: Finding[] = []
  if (shifted > 0) {
    findings.push({
      code: 'time-zone-normalised',
      rows: shifted,
      where: hasForm(column, ['timestamp-offset', 'timestamp-nano-offset']),
      message: `${counted(shifted, 'timestamp has', 'timestamps have')} an offset other than UTC`,
    })
  }
  if (naive > 0) findings.push(mixedZones('timestamp', [naive, NAIVE], [zoned, ZONED], column))
  return findings
}

/** Names the rows of which there are fewer: they are the ones that somebody did not mean. */
function mixedZones(
  noun: 'time' | 'timestamp',
  [naive, naiveForms]: readonly [rows: number, forms: readonly TextForm[]],
  [zoned, zonedForms]: readonly [rows: number, forms: readonly TextForm[]],
  column: string,
): Finding {
  const fate = `no offset and ${naive === 1 ? 'is' : 'are'} taken as UTC`
  if (zoned > 0 && zoned < naive) {
    const message = `${counted(zoned, `${noun} has`, `${noun}s have`)} an offset; ${formatCount(naive)} ${naive === 1 ? 'has' : 'have'} ${fate}`
    return { code: 'time-zone-mixed', rows: zoned, where: hasForm(column, zonedForms), message }
  }
  const message = `${counted(naive, `${noun} has`, `${noun}s have`)} ${fate}`
  return { code: 'time-zone-mixed', rows: naive, where: hasForm(column, naiveForms), message }
}

/** Numbers among dates are told apart from texts that are no dates: their owner mends them in another way. */
function dateMisfits(
  type: DateType,
  fitting: number,
  profile: ColumnProfile,
  column: string,
  noun: 'date' | 'timestamp' = type.kind === 'date' ? 'date' : 'timestamp',
): Finding[] {
  const numbers = profile.integers + profile.reals
  const others = valueCount(profile) - fitting - numbers
  const where = `typeof(${column}) in ('text', 'blob') and not ${fitOf(type, column)}`
  const findings: Finding[] = []
  if (numbers > 0) findings.push(numbersAmongDates(type, numbers, fitting, profile, column))
  if (others > 0 && isTime(type)) findings.push(...timeMisfits(where, column))
  else if (others > 0) {
    const message = (rows: number) => `${counted(rows, 'value is', 'values are')} not a ${noun} in ISO form`
    const found = { code: 'invalid-date', rows: others, where } as const
    findings.push({ ...found, message: message(others), counted: message })
  }
  return findings
}

function fitOf({ kind }: DateType, column: string): string {
  switch (kind) {
    case 'date':
      return isWholeDay(column)
    case 'time':
      return hasForm(column, TIMES)
    case 'timetz':
      return hasForm(column, ZONED_TIMES)
    case 'timestamp':
    case 'timestamptz':
      return hasForm(column, MOMENTS)
    default:
      return kind satisfies never
  }
}

/**
 * Numbers and ISO dates in one column: those of which there are fewer are the exception, as they are where a schema is
 * given. Where the numbers are more and count nothing that is known, no value is the usual one, and all of them are meant.
 *
 * Where numbers that count are the majority the target is text, and not a moment that its dates would be rejected from:
 * both can be read, so no row is lost before the owner has said, by a cast of the numbers, that the column is one of moments.
 */
function numbersAmongDates(
  type: DateType,
  numbers: number,
  dates: number,
  profile: ColumnProfile,
  column: string,
): Finding {
  const [noun, forms] = isTime(type) ? (['time', TIMES] as const) : (['date', MOMENTS] as const)
  const among = `${counted(numbers, 'value is a number', 'values are numbers')} among ISO ${noun}s`
  const isNumber = `typeof(${column}) in ('integer', 'real')`
  const unit = isTime(type) || profile.reals > profile.realsLikeSeconds ? null : numbersUnit(profile)
  if (dates === 0) {
    const message = `${counted(numbers, 'number', 'numbers')} could mean several things`
    return { code: 'date-encoding-unknown', rows: numbers, where: isNumber, message }
  }
  const code = 'date-encodings-mixed'
  if (numbers * 2 > valueCount(profile) && unit !== null) {
    const message = `${counted(dates, 'value is an ISO date', 'values are ISO dates')} among numbers that count ${unit} since 1970-01-01 UTC`
    return { code, rows: dates, where: hasForm(column, MOMENTS), message, priority: 'HIGH' }
  }
  if (numbers <= dates || unit !== null)
    return { code, rows: numbers, where: isNumber, message: among, priority: 'HIGH' }
  const where = `(${isNumber} or ${hasForm(column, forms)})`
  const message = `${formatCount(numbers + dates)} values are in several encodings: ${counted(numbers, 'number', 'numbers')} and ${counted(dates, `ISO ${noun}`, `ISO ${noun}s`)}`
  return { code, rows: numbers + dates, where, message, priority: 'HIGH' }
}
