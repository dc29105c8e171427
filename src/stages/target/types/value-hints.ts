import { hasForm } from '../../../sql/value-forms.ts'
import type { Column } from '../../catalog/catalog.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { nanoRows } from './decide-date.ts'
import { counted, type Finding } from './finding.ts'
import { isoTexts, isoTimes, nanoTexts, valueCount } from './followers.ts'
import type { Intent } from './intent.ts'

/** What is worth knowing about values that arrive as they are. */
export function valueHints(column: Column, intent: Intent, subject: string): readonly Finding[] {
  return [
    ...negativeHint(column, subject),
    ...(intent.kind === 'text' ? [...decimalHint(column, subject), ...timeSpanHint(column, subject)] : []),
  ]
}

/** SQLite takes UNSIGNED for a part of the name. https://www.sqlite.org/datatype3.html#affinity_name_examples */
function negativeHint({ declaredType, profile }: Column, subject: string): readonly Finding[] {
  const isNegative = (profile.integerMin ?? 0n) < 0n || (profile.realMin ?? 0) < 0
  if (!/\bunsigned\b/i.test(declaredType) || !isNegative) return []
  const message = (rows: number) =>
    counted(rows, 'number is negative in an UNSIGNED column', 'numbers are negative in an UNSIGNED column')
  const where = `typeof(${subject}) in ('integer', 'real') and ${subject} < 0`
  return [{ code: 'negative-unsigned', rows: 0, where, message: '', counted: message }]
}

const KEPT = 'None needed: the text keeps them. Cut them before a column becomes a timestamp or a time.'

/** Texts keep their decimals; the type that such texts are migrated to next would not. */
function decimalHint({ profile }: Column, subject: string): readonly Finding[] {
  const rows = nanoTexts(profile)
  if (rows === 0 || isoTexts(profile) * 2 <= valueCount(profile)) return timeDecimals(profile, subject)
  const message = `${counted(rows, 'timestamp has', 'timestamps have')} more than six decimals; text keeps them, a timestamp would not`
  return [{ code: 'sub-microsecond', rows, where: nanoRows(subject), message, priority: 'LOW', remedy: KEPT }]
}

function timeDecimals(profile: ColumnProfile, subject: string): readonly Finding[] {
  const rows = profile.textForms['time-nano']
  if (rows === 0 || isoTimes(profile) * 2 <= valueCount(profile)) return []
  const message = `${counted(rows, 'time has', 'times have')} more than six decimals; text keeps them, a time would not`
  return [
    {
      code: 'sub-microsecond',
      rows,
      where: hasForm(subject, ['time-nano']),
      message,
      priority: 'LOW',
      remedy: KEPT,
    },
  ]
}

/**
 * `1.02:03:04` is a day and two hours to .NET; PostgreSQL reads another interval out of it, or none.
 * https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings
 */
function timeSpanHint({ profile: { textForms } }: Column, subject: string): readonly Finding[] {
  if (textForms.time === 0 || textForms.other === 0) return []
  const where = `typeof(${subject}) = 'text' and ${subject} glob '*[0-9].[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*'`
  const message = (rows: number) => counted(rows, 'text is a TimeSpan of .NET', 'texts are TimeSpans of .NET')
  return [{ code: 'timespan-text', rows: 0, where, message: '', counted: message }]
}
