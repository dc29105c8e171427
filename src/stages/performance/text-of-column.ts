import type { ColumnProfile } from '../catalog/column-profile.ts'
import type { WrittenColumn } from './lint-tokens.ts'
import { momentOf, momentTextOf } from './moment-texts.ts'

/**
 * An expression of PostgreSQL for the text that SQLite has, or makes, of a column, where its values tell it; null for texts. Of
 * values that the migration has respelled none is offered, and the words say so.
 */
export function textOfColumn(written: WrittenColumn): string | null {
  const { column, text } = written
  const { profile, affinity } = column
  const isOfNumbers = profile.texts + profile.blobs === 0
  switch (column.plan?.type.kind) {
    case undefined:
    case 'text':
    case 'varchar':
    case 'char':
    case 'other':
      return null
    case 'enum':
    case 'json':
      return `${text}::text`
    case 'boolean':
      return isOfNumbers ? `${text}::int::text` : respelled(text)
    case 'numeric':
      // a real has its point in SQLite: 7.0
      return isOfNumbers && affinity !== 'REAL' ? `trim_scale(${text})::text` : respelled(text)
    case 'real':
    case 'double precision':
      return isOfNumbers && affinity === 'REAL' && isFixed(profile) ? textOfDouble(text) : respelled(text)
    case 'smallint':
    case 'integer':
    case 'bigint':
      return isOfNumbers && profile.reals === 0 ? `${text}::text` : respelled(text)
    case 'uuid':
      return profile.textForms.uuid === profile.texts + profile.blobs ? `${text}::text` : respelled(text)
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return textOfMoment(written)
    default:
      return respelled(text)
  }
}

/**
 * The same of a column of moments, of which only some characters of each text count.
 *
 * @param span the first and the last of them, counted from 1; without it all count
 */
export function textOfMoment(written: WrittenColumn, span?: readonly [number, number]): string {
  const form = momentTextOf(written.column)
  if (form === null || !isSpelledMoment(written, span)) return respelled(written.text)
  return `to_char(${momentIn(written)}, '${form.format}')`
}

/** Whether the characters of each text are known, as far as they count. */
export function isSpelledMoment({ column }: WrittenColumn, span?: readonly [number, number]): boolean {
  const form = momentTextOf(column)
  return form !== null && (form.isWhole || (span !== undefined && form.gives(...span)))
}

/** The form that SQLite's own functions give, for a column whose texts can have another one. */
export function likelyTextOfMoment(written: WrittenColumn): string {
  const format = written.column.plan?.type.kind === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD HH24:MI:SS'
  return `to_char(${momentIn(written)}, '${format}')`
}

function momentIn(written: WrittenColumn): string {
  return written.column.plan?.type.kind === 'date' ? written.text : (momentOf(written) ?? written.text)
}

/** From here on PostgreSQL writes an exponent, and SQLite only from 1e17 on. */
const FIRST_EXPONENT = 1e15

function isFixed({ realMin, realMax }: ColumnProfile): boolean {
  return [realMin, realMax].every((end) => end !== null && Math.abs(end) < FIRST_EXPONENT)
}

/** A real of SQLite has its point always: 7.0, 1.0e-05. https://www.sqlite.org/lang_expr.html#castexpr */
function textOfDouble(text: string): string {
  return `regexp_replace(${text}::text, '^(-?\\d+)(e|$)', '\\1.0\\2')`
}

/** What stands for an expression that nobody can offer. */
function respelled(text: string): string {
  return `(${text} as a text, which PostgreSQL spells in its own way)`
}
