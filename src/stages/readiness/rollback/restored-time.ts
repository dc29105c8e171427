import { quoteLiteral } from '../../../sql/quote.ts'
import type { Spelling } from './spelling.ts'

/**
 * An expression of PostgreSQL that spells a moment, in the zone UTC, as the source does: in one shape where there are
 * decimals of a second, and in one where there are none. A shape is a spelling with a 9 for each digit:
 * `9999-99-99T99:99:99.999Z`.
 */
export function restoredTime(
  value: string,
  kind: 'time' | 'timestamp' | 'timestamptz',
  shapes: Spelling['shapes'],
): string {
  const whole = shapes.whole ?? shapes.decimal
  const decimal = shapes.decimal ?? shapes.whole
  if (whole === null || decimal === null) return value
  if (kind !== 'timestamptz' && whole === OWN_SHAPE[kind] && whole === decimal) return value
  const printed = `${value}::text`
  const start = beforeZone(`split_part(${printed}, '.', 1)`)
  const decimals = beforeZone(`split_part(${printed}, '.', 2)`)
  return `case
    when ${value} is null then null
    when strpos(${printed}, '.') = 0 then ${spelled(whole, start, null)}
    else ${spelled(decimal, start, decimals)}
  end`
}

/** `2026-03-27 17:05:00`, as PostgreSQL prints it too, with decimals or without. */
const OWN_SHAPE = { time: '99:99:99', timestamp: '9999-99-99 99:99:99' }

const beforeZone = (text: string) => `split_part(${text}, '+', 1)`

const DATE_LENGTH = '9999-99-99'.length

/**
 * @param start a date and a clock
 * @param decimals of a second, at least one; null where there are none
 */
function spelled(shape: string, start: string, decimals: string | null): string {
  if (!shape.includes(':')) return `left(${start}, ${DATE_LENGTH})`
  const separator = shape[DATE_LENGTH] ?? ' '
  const clock = shape.includes('99:99:99') ? start : `left(${start}, -${':00'.length})`
  const spaced = separator === ' ' ? clock : `replace(${clock}, ' ', ${quoteLiteral(separator)})`
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0
  const zone = quoteLiteral(/(Z|[+-]99:?99)$/.exec(shape)?.[0].replaceAll('9', '0') ?? '')
  if (decimals === null) return `${spaced} || '${width === 0 ? '' : `.${'0'.repeat(width)}`}' || ${zone}`
  return `${spaced} || '.' || rpad(${decimals}, greatest(length(${decimals}), ${width}), '0') || ${zone}`
}
