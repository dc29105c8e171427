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

/** The same for a time that has an offset of its own, which PostgreSQL prints as `+00` or `+05:30`. */
export function restoredZonedTime(value: string, shapes: Spelling['shapes']): string {
  const whole = shapes.whole ?? shapes.decimal
  const decimal = shapes.decimal ?? shapes.whole
  if (whole === null || decimal === null) return value
  const printed = `${value}::text`
  return `case
    when ${value} is null then null
    when strpos(${printed}, '.') = 0 then ${clockOf(whole, printed)} || ${offsetOf(whole, printed)}
    else ${clockOf(decimal, printed)} || ${offsetOf(decimal, printed)}
  end`
}

function clockOf(shape: string, printed: string): string {
  const clock = `substring(${printed} from '^[0-9:]+')`
  const decimals = `coalesce(substring(${printed} from '[.]([0-9]+)'), '')`
  const start = /^99:99:99/.test(shape) ? clock : `regexp_replace(${clock}, ':00$', '')`
  const width = /\.(9+)/.exec(shape)?.[1]?.length ?? 0
  const padded = `rpad(${decimals}, greatest(length(${decimals}), ${width}), '0')`
  return `${start} || case when ${padded} = '' then '' else '.' || ${padded} end`
}

function offsetOf(shape: string, printed: string): string {
  const offset = `substring(${printed} from '[+-].*$')`
  const minutes = `case length(${offset}) when 3 then ${offset} || ':00' else ${offset} end`
  const [, blank = '', zone = ''] = /( ?)(Z|[+-]99(?::?99)?)$/.exec(shape) ?? []
  if (zone === 'Z') return `case ${offset} when '+00' then '${blank}Z' else ${offset} end`
  const spelled =
    zone.length === 3 || zone === '' ? offset : zone.includes(':') ? minutes : `replace(${minutes}, ':', '')`
  return `'${blank}' || ${spelled}`
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
