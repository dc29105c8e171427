import type { CastSource } from '../../issues/remedy.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Column } from '../catalog/catalog.ts'
import type { TargetType } from '../target/target-schema.ts'
import { quoted } from './quoted.ts'
import { misfit, open, type Suggestion } from './suggestion.ts'
import type { CastSurvey } from './survey-casts.ts'

const CASTS_OF_VALUES: ReadonlySet<string> = new Set(['from: number', 'from: boolean', 'from: uuid'])

/** What could be texts as well. */
const OF_BYTES: Partial<Record<CastSource, string>> = {
  hex: 'reads the texts as hexadecimal digits, if they are that',
  'uuid-text': 'reads the texts as UUIDs, and gives their 16 bytes',
  base64: 'reads the texts as Base64, if they are that',
}

/**
 * A cast is proposed ready to use only where it reads all rows of its issue: what it leaves could be none of the type that
 * the column gets. In the place of one that reads none: NULL for empty texts, and a full stop for the comma of decimals.
 * Pure.
 */
export function reviewCast(
  suggestion: Suggestion,
  { from: source, rows, read, empty, commas }: CastSurvey,
  column: Column,
  type: TargetType | null,
): Suggestion | null {
  const from = `from: ${source}`
  if (from === 'from: number' && commas > read && commas + empty === rows) {
    return ofCommas(column, empty, read > 0)
  }
  const cast = { ...suggestion, lines: ['do: cast', from], does: OF_BYTES[source] ?? suggestion.does }
  const strange = OF_NUMBERS.has(source) ? neitherDates(column) : 0
  if (read === rows && strange > 0) {
    const left = `${amount(strange, 'other value')} of the column could be no ${strange === 1 ? 'date' : 'dates'}`
    return { ...cast, does: `${cast.does}; ${left}`, open: true }
  }
  if (read === rows) return cast
  if (read > 0) {
    const left = `it cannot read ${amount(rows - read, 'row')}, which ${rows - read === 1 ? 'stays' : 'stay'} an issue`
    return { ...cast, does: `${cast.does}; ${left}`, open: true }
  }
  if (!CASTS_OF_VALUES.has(from)) return null
  return empty === rows && !column.notNull
    ? open("'null'", 'sets the empty texts to NULL')
    : misfit(column, type)
}

/** Casts to moments, each for the numbers of a column. */
const OF_NUMBERS: ReadonlySet<CastSource> = new Set([
  'epoch-seconds',
  'epoch-milliseconds',
  'epoch-microseconds',
  'epoch-nanoseconds',
  'julian-day',
  'compact-date',
])

/** Beside the numbers: PostgreSQL would refuse them in a column of dates or timestamps. */
function neitherDates({ profile: { blobs, textForms } }: Column): number {
  return (
    blobs +
    textForms.other +
    textForms.boolean +
    textForms.uuid +
    textForms.time +
    textForms['time-offset'] +
    textForms['time-nano']
  )
}

/** @param isUnsure whether some could have the comma between groups of digits: `1,234` */
function ofCommas({ name, notNull }: Column, empty: number, isUnsure: boolean): Suggestion {
  const does = 'makes numbers of decimals with a comma, such as 12,50'
  const warning = isUnsure ? '; 1,234 becomes 1.234' : ''
  if (empty > 0 && !notNull) {
    const expression = `nullif(replace(trim(${quoteIdentifier(name)}), ',', '.'), '')`
    return {
      lines: ['do: sql', `expression: ${quoted(expression)}`],
      does: `${does}, and NULL of empty texts${warning}`,
      open: true,
    }
  }
  const left = empty > 0 ? `; ${amount(empty, 'empty text')} cannot be NULL and will stay an issue` : ''
  return {
    lines: ['do: replace', "find: ','", "with: '.'"],
    does: `${does}${warning}${left}`,
    open: isUnsure,
  }
}
