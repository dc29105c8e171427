import { hasForm } from './value-forms.ts'

/**
 * A SQLite predicate for texts: at most so many bytes in UTF-8, whatever the encoding of the database is. PostgreSQL cuts a
 * longer one without a word. https://www.postgresql.org/docs/current/datatype-character.html#DATATYPE-CHARACTER-SPECIAL-TABLE
 *
 * @param text the text of the column
 */
export function hasBytes(most: number, text: string, column: string): string {
  return `iif(typeof(${column}) = 'blob', octet_length(${column}), octet_length(utf8(${text}))) <= ${most}`
}

/** A SQLite predicate: integers of 32 bits without a sign. PostgreSQL reads -1 as 4294967295. */
export function isObjectNumber(column: string): string {
  const isSpelled = `${column} glob '[1-9]*' and ${column} not glob '*[^0-9]*' or ${column} = '0' collate binary`
  const isWhole = `typeof(${column}) = 'integer' or typeof(${column}) = 'text' and instr(${column}, char(0)) = 0 and (${isSpelled})`
  return `((${isWhole}) and cast(${column} as integer) between 0 and ${2n ** 32n - 1n})`
}

/** A SQLite predicate: ISO times, with an offset or without, as PostgreSQL prints it or as ISO 8601 has it. */
export function isZonedTime(column: string, forms: readonly ('time' | 'time-nano')[] = ['time']): string {
  const text = `cast(${column} as text)`
  const behind = `ltrim(substr(${text}, 6), ':.0123456789')`
  const time = `substr(${text}, 1, length(${text}) - length(${behind}))`
  const offset = `ltrim(${behind}, ' ')`
  const digits = ['[0-9][0-9]', '[0-9][0-9]:[0-9][0-9]', '[0-9][0-9][0-9][0-9]']
  const isOffset = digits.map((form) => `${offset} glob '[+-]${form}'`).join(' or ')
  const isSound = `typeof(${column}) = 'text' and instr(${column}, char(0)) = 0`
  return `(${isSound} and ${hasForm(time, forms)} and (${behind} = '' or ${offset} in ('Z', 'z') or ${isOffset}))`
}

/** A SQLite predicate for numbers: nothing but zeros before the place that a negative scale rounds to. */
export function isRounded(zeros: number, column: string): string {
  const unit = `1e${zeros}`
  const isMultiple = `${column} / ${unit} = cast(${column} / ${unit} as integer)`
  return `iif(typeof(${column}) = 'integer', ${column} % ${10n ** BigInt(zeros)} = 0, ${isMultiple})`
}
