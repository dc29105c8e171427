import { isIsoDate, isIsoTime, isIsoTimestamp, isZonedIsoTime } from '../../../sql/iso-text.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'
import type { Column } from '../../catalog/catalog.ts'
import type { ColumnProfile, TextForm } from '../../catalog/column-profile.ts'
import { readMilliseconds } from './default-epoch.ts'
import { momentOf } from './default-moment.ts'
import { readRandom } from './default-random.ts'
import { readPreciseSeconds } from './default-seconds.ts'
import { storedDefault } from './default-value.ts'
import { exampleOf } from './moment-format.ts'

/**
 * The profile of an empty column as it would be with one value, that of its DEFAULT. Null unless that is a moment, random
 * bytes or a random text: those say what all values will be, where a number or a word is often but the lack of a value.
 */
export function profileOfDefault(column: Column): ColumnProfile | null {
  const parsed = column.defaultText === null ? null : parseExpression(column.defaultText)
  if (parsed?.ok !== true) return null
  const tree = parsed.expression
  if (tree.kind === 'text') return formOf(tree.value) === 'other' ? null : withText(column, tree.value)
  const moment = momentOf(tree)
  if (moment !== null)
    return moment.format === null ? withNumber(column, SECONDS) : withText(column, exampleOf(moment.format))
  if (readMilliseconds(tree) !== null) return withNumber(column, SECONDS * 1000n)
  const seconds = readPreciseSeconds(tree)
  if (seconds !== null) return withReal(column, Number(SECONDS) + 0.125, seconds.exact)
  const random = readRandom(tree)
  if (random === null) return null
  return random.kind === 'bytes'
    ? { ...column.profile, blobs: 1, longestBlobBytes: random.length }
    : withForm(column, 'other', MOST_CHARACTERS)
}

/** The same, whatever the DEFAULT is; null where there is none, or nobody knows what it gives. */
export function profileOfAnyDefault(column: Column): ColumnProfile | null {
  const known = profileOfDefault(column)
  const value = known === null ? storedDefault(column) : null
  switch (value?.kind) {
    case undefined:
      return known
    case 'integer':
      return withNumber(column, value.value)
    case 'real':
      return { ...column.profile, reals: 1 }
    case 'text':
      return withForm(column, 'other', value.value.length)
    case 'blob':
      return { ...column.profile, blobs: 1, longestBlobBytes: value.bytes.length }
    default:
      return value satisfies never
  }
}

/** A moment of our time, as good as any other. */
const SECONDS = 1_700_000_000n

/** More than any column declares: the type that does not hold the text is known already. */
const MOST_CHARACTERS = 2 ** 30

/** A column of NUMERIC or INTEGER affinity keeps digits as a number. https://www.sqlite.org/datatype3.html#type_affinity */
function withText(column: Column, text: string): ColumnProfile {
  const isNumber = (column.affinity === 'NUMERIC' || column.affinity === 'INTEGER') && /^\d{1,18}$/.test(text)
  return isNumber ? withNumber(column, BigInt(text)) : withForm(column, formOf(text), text.length)
}

function withForm({ profile }: Column, form: TextForm, length: number): ColumnProfile {
  const textForms = { ...profile.textForms, [form]: 1 }
  return {
    ...profile,
    texts: 1,
    longestText: length,
    longestTextBytes: length,
    textCharacters: length,
    textForms,
  }
}

function formOf(text: string): TextForm {
  if (isIsoDate(text)) return 'date'
  if (isIsoTime(text)) return 'time'
  if (isZonedIsoTime(text)) return 'time-offset'
  if (isIsoTimestamp(text, false)) return /(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? 'timestamp-utc' : 'timestamp'
  return isIsoTimestamp(text, true) ? 'timestamp-offset' : 'other'
}

function withNumber(column: Column, value: bigint): ColumnProfile {
  if (column.affinity === 'TEXT') return withForm(column, 'other', value.toString().length)
  const bounds = { integerMin: value, integerMax: value, momentMin: value, momentMax: value }
  return { ...column.profile, integers: 1, ...bounds, integersLikeSeconds: value === SECONDS ? 1 : 0 }
}

function withReal(column: Column, value: number, isSeconds: boolean): ColumnProfile {
  if (column.affinity === 'TEXT') return withForm(column, 'other', value.toString().length)
  return { ...column.profile, reals: 1, realMin: value, realMax: value, realsLikeSeconds: isSeconds ? 1 : 0 }
}
