import type { CastSource, RemedyAction } from '../../issues/remedy.ts'
import { amount } from '../../progress/amount.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { NANO_FORMS } from '../../sql/value-forms.ts'
import type { Column } from '../catalog/catalog.ts'
import type { TargetType } from '../target/target-schema.ts'
import { keptScale, lengthLimit, type NumberRange, numberRange } from './column-limits.ts'
import type { MomentLook } from './moment-look.ts'

/** The value that a remedy puts in the place of an old one, or why it cannot say. */
export type NewValue =
  | {
      /** A SQLite expression over the columns of the row; it gives the old value where the remedy leaves it. */
      readonly sql: string
      /** What happened to the values: `truncated to 20 characters`. */
      readonly effect: string
    }
  | { readonly obstacle: string }

export type ValueAction = Exclude<RemedyAction, { do: 'drop-row' | 'rename' | 'skip' }>

/**
 * Its functions are those of `registerRemedyFunctions`.
 *
 * @param type what the column is in the target; null where it is not there
 * @param look how a cast has to spell moments; null where as it reads them
 */
export function newValue(
  action: ValueAction,
  column: Column,
  type: TargetType | null,
  look: MomentLook | null = null,
): NewValue {
  const subject = quoteIdentifier(column.name)
  switch (action.do) {
    case 'default':
      return column.defaultText === null
        ? { obstacle: 'the column has no DEFAULT' }
        : { sql: `(${defaultSql(column.defaultText)}\n)`, effect: 'replaced by the DEFAULT' }
    case 'null':
      return { sql: 'null', effect: 'set to NULL' }
    case 'truncate':
      return action.length === null && isMoment(column, type)
        ? withoutDecimals(keptDecimals(type), subject)
        : truncated(action.length ?? lengthLimit(column, type), subject)
    case 'clamp':
      return clamped(
        numberRange(action, column, type),
        action.min === null && action.max === null ? keptScale(column, type) : null,
        subject,
      )
    case 'strip':
      return stripped(action.characters, subject)
    case 'replace':
      return replaced(action.find, action.with, subject)
    case 'cast':
      return {
        sql: `ifnull(${readAs(action.from, subject, look)}, ${subject})`,
        effect: `read as ${action.from}`,
      }
    case 'sql':
      return { sql: `(${action.expression}\n)`, effect: 'computed by the expression of the settings' }
    default:
      return action satisfies never
  }
}

function readAs(from: CastSource, subject: string, look: MomentLook | null): string {
  const read = `read_as('${from}', ${subject})`
  return look === null ? read : `spell_like(${read}, '${from}', '${look.separator}', '${look.days}')`
}

/** A bare or double-quoted word is a text in a DEFAULT, and a column anywhere else. */
function defaultSql(text: string): string {
  const bare = /^[A-Za-z_]\w*$/.test(text) && !/^(null|true|false|current_\w+)$/i.test(text)
  const quoted = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1]?.replaceAll('""', '"')
  return bare ? quoteLiteral(text) : quoted === undefined ? text : quoteLiteral(quoted)
}

/** Where SQLite's length() ends at U+0000 before the limit, substr() would end there too: such texts are left. */
function truncated(length: number | null, subject: string): NewValue {
  if (length === null) return { obstacle: 'the column has no limit; give the remedy a length' }
  return {
    sql: `iif(typeof(${subject}) = 'text' and length(${subject}) > ${length}, substr(${subject}, 1, ${length}), ${subject})`,
    effect: `truncated to ${length} ${length === 1 ? 'character' : 'characters'}`,
  }
}

/** A column of moments, some of them finer than PostgreSQL or the column keeps. */
function isMoment({ profile }: Column, type: TargetType | null): boolean {
  const { textForms } = profile
  const finer = [...NANO_FORMS, 'time-nano' as const].reduce((sum, form) => sum + textForms[form], 0)
  return finer > 0 || (type !== null && 'decimals' in type)
}

/** https://www.postgresql.org/docs/current/datatype-datetime.html */
function keptDecimals(type: TargetType | null): number {
  return type !== null && 'decimals' in type ? (type.decimals ?? 6) : 6
}

/** Cut, not rounded: the last moment of a year would fall into the next. What is no number behind the point stays. */
function withoutDecimals(kept: number, subject: string): NewValue {
  const point = `instr(${subject}, '.')`
  const tail = `substr(${subject}, ${point} + 1)`
  const offset = `ltrim(${tail}, '0123456789')`
  const digits = `substr(${tail}, 1, min(${kept}, length(${tail}) - length(${offset})))`
  const cut = `rtrim(substr(${subject}, 1, ${point}) || ${digits}, '.') || ${offset}`
  return {
    sql: `iif(typeof(${subject}) = 'text' and ${point} > 0, ${cut}, ${subject})`,
    effect: `cut to ${kept} decimals of a second`,
  }
}

/** @param scale decimals to round to; null where all are kept */
function clamped(range: NumberRange | null, scale: number | null, subject: string): NewValue {
  if (range === null) return { obstacle: 'the column has no range; give the remedy min or max' }
  const { min, max } = range
  const cases = [
    ...(min === null ? [] : [`when ${subject} < ${min} then ${min}`]),
    ...(max === null ? [] : [`when ${subject} > ${max} then ${max}`]),
  ]
  const ends = [
    ...(min === null ? [] : [`at least ${shown(min)}`]),
    ...(max === null ? [] : [`at most ${shown(max)}`]),
  ]
  const rounded = scale === null ? subject : `round(${subject}, ${scale})`
  return {
    sql: `case when typeof(${subject}) not in ('integer', 'real') then ${subject} ${cases.join(' ')} else ${rounded} end`,
    effect: `clamped to ${ends.join(' and ')}${scale === null ? '' : `, with ${amount(scale, 'decimal')}`}`,
  }
}

/** As a reader writes it: SQLite has no literal for the lowest integer, which is spelled as a difference. */
function shown(literal: string): string {
  const [, lowest] = /^\((-\d+) - 1\)$/.exec(literal) ?? []
  return lowest === undefined ? literal : String(BigInt(lowest) - 1n)
}

/** Casts between text and blob keep the bytes. */
function stripped(characters: string | null, subject: string): NewValue {
  const list = characters === null ? 'null' : textLiteral(characters)
  const text = `cast(strip_characters(cast(${subject} as blob), ${list}) as text)`
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text}, ${subject})`,
    effect:
      characters === null
        ? 'stripped of U+0000 and invalid bytes'
        : 'stripped of the characters of the settings',
  }
}

/** Nothing in the place of a piece removes the piece; nothing in the place of a value is NULL. */
function replaced(find: string | null, value: string | number | bigint | null, subject: string): NewValue {
  if (find === null) {
    const literal =
      value === null ? 'null' : typeof value === 'string' ? textLiteral(value) : numberLiteral(value)
    return { sql: literal, effect: 'replaced by the value of the settings' }
  }
  const text = `replace(${subject}, ${textLiteral(find)}, ${textLiteral(String(value ?? ''))})`
  return {
    sql: `iif(typeof(${subject}) = 'text', ${text}, ${subject})`,
    effect: 'changed by replacing a piece of text',
  }
}

/** SQL text ends at U+0000, so such a text is spelled by its bytes. */
function textLiteral(text: string): string {
  return text.includes('\0') ? `text_of_utf8(x'${Buffer.from(text).toString('hex')}')` : quoteLiteral(text)
}

/** Whole numbers become integers, as they would in JSON. */
function numberLiteral(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return String(value)
  return Number.isFinite(value) ? value.toExponential() : value > 0 ? '9e999' : '-9e999'
}
