const UNIT =
  'years?|y|mons?|months?|weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|seconds?|secs?|s|milliseconds?|ms|microseconds?|us'
const CLOCK = String.raw`[+-]?\d+:\d\d(?::\d\d(?:\.\d{1,6}0*)?)?`
const WORDS = new RegExp(
  String.raw`^(?:@ *)?(?:[+-]?\d+(?:\.\d{1,6}0*)? *(?:${UNIT}) *)*(?:${CLOCK})?(?: +ago)?$`,
  'i',
)
const ISO = /^[+-]?P(?=.)(?:[+-]?\d+(?:\.\d{1,6})?[YMWD])*(?:T(?:[+-]?\d+(?:\.\d{1,6}0*)?[HMS])+)?$/

/**
 * Whether a text spells an interval that PostgreSQL reads as it is meant, to the last digit: with its units, as a clock, or
 * as ISO 8601 has it. A bare number has no unit, and `1.02:03:04` means two things.
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
 */
export function isIntervalText(text: string): boolean {
  return /\d/.test(text) && (WORDS.test(text.trim()) || ISO.test(text.trim()))
}

/** Also `interval(0)` and `interval year to month`, as `format_type` spells them. */
export function isIntervalType(name: string): boolean {
  return /^interval\b(?!.*\[\])/.test(name)
}
