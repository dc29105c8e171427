import { isIsoDate, isIsoTime, isIsoTimestamp } from './iso-text.ts'

/**
 * How the text of a date, a time or a timestamp is spelled: texts of one spelling have the order of their moments.
 * `20 TZ` is `2024-01-01T10:00:00Z`: its length, what stands before its time, and its offset. Two texts of which one
 * has more decimals, another separator or another offset have two spellings.
 */
export function spellingOf(text: string): string {
  const [, separator, offset = ''] = /^.{4}-.{5}(.)[\d:.]*(.*)$/.exec(text) ?? []
  return separator === undefined ? String(text.length) : `${text.length} ${separator}${offset}`
}

/** The same as a SQLite expression, for a text that is of such a form; NULL for NULL. */
export function spellingInSqlite(column: string): string {
  const isTimestamp = `length(${column}) > 10 and substr(${column}, 5, 1) = '-'`
  const behindDay = `substr(${column}, 11, 1) || ltrim(substr(${column}, 12), '0123456789:.')`
  return `length(${column}) || iif(${isTimestamp}, ' ' || ${behindDay}, '')`
}

/** The types of PostgreSQL that hold moments of several spellings. */
export const MOMENT_TYPES = ['timestamp', 'timestamptz', 'time'] as const
export type MomentType = (typeof MOMENT_TYPES)[number]

/** Whether a text that is written out is a value of the type, to the microsecond. */
export function isMomentText(text: string, type: MomentType): boolean {
  return type === 'time' ? isIsoTime(text) : isIsoTimestamp(text, type === 'timestamptz')
}

/**
 * Whether a text that is written out is as the values begin: each of them, where it is of the same moment, is longer
 * and so the greater text. `2024-01-01` begins `2024-01-01 00:00:00`.
 *
 * @param spelling that of the values; empty where there are none, and only a day begins whatever will come
 */
export function beginsSpelling(text: string, spelling: string): boolean {
  if (spelling === '') return isIsoDate(text)
  const [values, own] = [partsOf(spelling), partsOf(spellingOf(text))]
  const isShorter = own.length < values.length && own.length <= values.length - values.offset.length
  return isShorter && own.offset === '' && (own.separator === values.separator || isIsoDate(text))
}

/** The offset that the values of a spelling have. */
export function offsetOf(spelling: string): string {
  return partsOf(spelling).offset
}

function partsOf(spelling: string) {
  const [, length = '0', separator = '', offset = ''] = /^(\d+)(?: (.)(.*))?$/.exec(spelling) ?? []
  return { length: Number(length), separator, offset }
}
