const UNIT =
  'years?|y|mons?|months?|weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|secs?|s|milliseconds?|ms|microseconds?|us'
const CLOCK = String.raw`[+-]?\d+:\d\d(?::\d\d(?:\.\d{1,6}0*)?)?`
const WORDS = new RegExp(
  String.raw`^(?:@ *)?(?:[+-]?\d+(?:\.\d{1,6}0*)? *(?:${UNIT}) *)*(?:${CLOCK})?(?: +ago)?$`,
  'i',
)
const ISO = /^[+-]?P(?=.)(?:[+-]?\d+(?:\.\d{1,6})?[YMWD])*(?:T(?:[+-]?\d+(?:\.\d{1,6}0*)?[HMS])+)?$/

/** PostgreSQL has room for 255 characters, blanks left out: `interval_in` of its `timestamp.c`, and measured on 18.4. */
const LONGEST = 300

/**
 * Whether a text spells an interval that PostgreSQL reads as it is meant, to the last digit: with its units, as a clock, or
 * as ISO 8601 has it. A bare number has no unit, and `1.02:03:04` means two things.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
 *
 * @param decimals of a second that are kept
 */
export function isIntervalText(text: string, decimals = 6): boolean {
  const spelled = text.trim().replace(/ +/g, ' ')
  // on a text of megabytes the expressions would run out of stack
  if (spelled.length > LONGEST) return false
  const isInterval = /\d/.test(spelled) && (WORDS.test(spelled) || ISO.test(spelled))
  return isInterval && [...spelled.matchAll(DECIMALS)].every(([, digits = '']) => digits.length <= decimals)
}

/** Of a clock or of seconds, without the zeros at the end. */
const DECIMALS = /\.(\d*?)0*(?=\s*$|\s+ago\b|\s*(?:s|secs?|seconds?)(?![a-z]))/gi

/** The decimals of a second that an interval type keeps, as `format_type` spells it; null where it keeps all six. */
export function intervalDecimals(name: string): number | null {
  const [, decimals] = /\((\d)\)$/.exec(name) ?? []
  return decimals === undefined ? null : Number(decimals)
}

/** Also `interval(0)` and `interval year to month`, as `format_type` spells them. */
export function isIntervalType(name: string): boolean {
  return /^interval\b(?!.*\[\])/.test(name)
}
