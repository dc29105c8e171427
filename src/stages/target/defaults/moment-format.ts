/** A number of a moment, by its pattern in to_char of PostgreSQL. */
type Field = 'YYYY' | 'MM' | 'DD' | 'HH24' | 'MI' | 'SS' | 'MS'

/** How SQLite spells a moment as a text: fields, and the texts between them. */
export type MomentFormat = readonly (Field | { readonly text: string })[]

/** The smallest of the units that is spelled. */
export type MomentUnit = 'day' | 'minute' | 'second' | 'milliseconds'

export const DAY: MomentFormat = ['YYYY', { text: '-' }, 'MM', { text: '-' }, 'DD']
export const TIME: MomentFormat = ['HH24', { text: ':' }, 'MI', { text: ':' }, 'SS']
/** Of a second: SQLite has three of them. */
export const DECIMALS: MomentFormat = [{ text: '.' }, 'MS']
export const DAY_AND_TIME: MomentFormat = [...DAY, { text: ' ' }, ...TIME]

/** The parts of the formats of strftime that to_char spells alike. https://www.sqlite.org/lang_datefunc.html */
const PARTS: Readonly<Record<string, MomentFormat>> = {
  '%Y': ['YYYY'],
  '%m': ['MM'],
  '%d': ['DD'],
  '%H': ['HH24'],
  '%M': ['MI'],
  '%S': ['SS'],
  '%f': ['SS', ...DECIMALS],
  '%F': DAY,
  '%T': TIME,
  '%R': ['HH24', { text: ':' }, 'MI'],
  '%%': [{ text: '%' }],
}

/** A format of strftime; null where it is empty or has a part with no equivalent. */
export function readFormat(format: string): MomentFormat | null {
  const pieces = (format.match(/%.?|[^%]+/gs) ?? []).map((piece) =>
    piece.startsWith('%') ? PARTS[piece] : [{ text: piece }],
  )
  const known = pieces.filter((piece) => piece !== undefined)
  return known.length === 0 || known.length < pieces.length ? null : joined(known.flat())
}

/** Texts that follow each other are one, and empty ones none. */
export function joined(format: MomentFormat): MomentFormat {
  const result: MomentFormat[number][] = []
  for (const piece of format) {
    const last = result.at(-1)
    if (typeof piece !== 'string' && last !== undefined && typeof last !== 'string')
      result[result.length - 1] = { text: last.text + piece.text }
    else if (typeof piece === 'string' || piece.text !== '') result.push(piece)
  }
  return result
}

/**
 * The format of what `replace()` makes of the text. Null where the pattern could be part of a field, which is nothing but
 * digits, or is empty.
 */
export function replaced(format: MomentFormat, pattern: string, by: string): MomentFormat | null {
  if (pattern === '' || /\d/.test(pattern)) return null
  return joined(
    format.map((piece) =>
      typeof piece === 'string' ? piece : { text: piece.text.replaceAll(pattern, () => by) },
    ),
  )
}

export function smallestUnit(format: MomentFormat): MomentUnit {
  if (format.includes('MS')) return 'milliseconds'
  if (format.includes('SS')) return 'second'
  return format.includes('HH24') || format.includes('MI') ? 'minute' : 'day'
}

/**
 * The format as to_char of PostgreSQL reads it: the texts in quotes, so that no part of them is a pattern, nor of what
 * stands beside them. https://www.postgresql.org/docs/current/functions-formatting.html
 */
export function toCharFormat(format: MomentFormat): string {
  const pieces = format.map((piece, at) => {
    if (typeof piece === 'string') return piece[0] === letterBefore(format[at - 1]) ? `""${piece}` : piece
    return /^[ :.,/+-]*$/.test(piece.text) ? piece.text : `"${piece.text.replace(/["\\]/g, '\\$&')}"`
  })
  return pieces.join('')
}

/** DD and DD would be DDD and D. */
function letterBefore(piece: MomentFormat[number] | undefined): string | undefined {
  return typeof piece === 'string' ? piece.at(-1) : undefined
}

const EXAMPLE: Readonly<Record<Field, string>> = {
  YYYY: '2004',
  MM: '10',
  DD: '21',
  HH24: '13',
  MI: '46',
  SS: '57',
  MS: '859',
}

/** A moment in this format; all others are as long. */
export function exampleOf(format: MomentFormat): string {
  return format.map((piece) => (typeof piece === 'string' ? EXAMPLE[piece] : piece.text)).join('')
}
