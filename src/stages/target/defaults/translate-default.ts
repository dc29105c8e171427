import type { EpochUnit } from '../../../sql/epoch.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'
import { translateValue } from '../../../sql/translation/translate-expression.ts'
import type { Column } from '../../catalog/catalog.ts'
import { isAssignable } from '../derivation/expression-columns.ts'
import { renderType, typeWord } from '../render-type.ts'
import type { TargetType } from '../target-schema.ts'
import { epochOf } from '../types/epoch-column.ts'
import { valueCount } from '../types/followers.ts'
import { type BorrowedDefault, borrowedDefault } from './borrowed-default.ts'
import { type EpochMilliseconds, readMilliseconds, renderMilliseconds } from './default-epoch.ts'
import { defaultLiteral, isInfinite, isLimited } from './default-literal.ts'
import { type Moment, momentOf, unequalMoment } from './default-moment.ts'
import { type RandomValue, readRandom, unequalRandom } from './default-random.ts'
import { type PreciseSeconds, readPreciseSeconds, renderPreciseSeconds } from './default-seconds.ts'
import { asDefaultValue, computedValue, type DefaultValue, spelledValue } from './default-value.ts'
import { renderMoment } from './render-moment.ts'
import { renderRandom } from './render-random.ts'

export type TranslatedDefault =
  /** `sql` is null for DEFAULT NULL, which PostgreSQL need not be told. */
  | {
      readonly status: 'kept' | 'translated' | 'changed'
      readonly sql: string | null
      readonly reason: string | null
      /** It is the local time of a machine. */
      readonly local?: true
    }
  | { readonly status: 'dropped'; readonly reason: string }

/**
 * The DEFAULT of a column for the type that it has in the target. What cannot be a value of that type, or cannot be
 * said in PostgreSQL, is dropped with its reason. https://www.sqlite.org/lang_createtable.html#the_default_clause
 */
export function translateDefault(text: string, column: Column, type: TargetType): TranslatedDefault {
  if (column.castDefault !== undefined) {
    const read = ofLiteral(asDefaultValue(column.castDefault), text, column, type)
    if (read.status !== 'dropped') return { ...read, status: 'changed', reason: 'as the cast reads it' }
  }
  const parsed = parseExpression(text)
  const value = spelledValue(text)
  if (value === 'null') return { status: 'kept', sql: null, reason: null }
  if (value !== null) return ofLiteral(value, text, column, type)

  const borrowed = parsed.ok ? borrowedDefault(parsed.expression, type) : null
  if (borrowed !== null) return ofBorrowed(borrowed)
  const random = parsed.ok ? readRandom(parsed.expression) : null
  if (random !== null) return ofRandom(random, type)
  const moment = parsed.ok ? momentOf(parsed.expression) : null
  if (moment !== null) return ofMoment(moment, column, type)
  const milliseconds = parsed.ok ? readMilliseconds(parsed.expression) : null
  if (milliseconds !== null) return ofMilliseconds(milliseconds, column, type)
  const seconds = parsed.ok ? readPreciseSeconds(parsed.expression) : null
  if (seconds !== null) return ofPreciseSeconds(seconds, column, type)

  const translation = translateValue(text, [])
  if (translation.ok && isAssignable(translation.type, type)) {
    return { status: 'translated', sql: translation.sql, reason: null }
  }
  const constant = computedValue(column)
  if (constant !== null) return ofLiteral(constant, text, column, type)
  const unequal = parsed.ok ? (unequalMoment(parsed.expression) ?? unequalRandom(parsed.expression)) : null
  if (unequal !== null) return { status: 'dropped', reason: unequal }
  return {
    status: 'dropped',
    reason: translation.ok ? `the expression gives no ${typeWord(type)}` : translation.reason,
  }
}

function ofLiteral(value: DefaultValue, text: string, column: Column, type: TargetType): TranslatedDefault {
  const sql = defaultLiteral(value, type, epochOf(type, column.profile))
  if (sql === null) return { status: 'dropped', reason: whyNone(value, type) }
  const same = sql.toLowerCase() === text.toLowerCase() || sql.startsWith(`${text}::`)
  return { status: same ? 'kept' : 'translated', sql, reason: null }
}

function whyNone(value: DefaultValue, type: TargetType): string {
  return isInfinite(value) && isLimited(type)
    ? `the value is infinite, and ${renderType(type)} holds no infinite value`
    : `the value cannot be a ${typeWord(type)}`
}

function ofBorrowed({ sql, reason }: BorrowedDefault): TranslatedDefault {
  return sql === null ? { status: 'dropped', reason } : { status: 'changed', sql, reason }
}

function ofRandom(random: RandomValue, type: TargetType): TranslatedDefault {
  const rendered = renderRandom(random, type)
  if (rendered === null) {
    const what = random.kind === 'bytes' ? 'random bytes' : 'the random text'
    return { status: 'dropped', reason: `${what} cannot be a ${typeWord(type)}` }
  }
  return { status: rendered.reason === null ? 'translated' : 'changed', ...rendered }
}

function ofMoment(moment: Moment, column: Column, type: TargetType): TranslatedDefault {
  const sql = renderMoment(moment, type, unitOf(type, column, 'seconds'))
  if (sql === null) return { status: 'dropped', reason: `the moment cannot be a ${typeWord(type)}` }
  return moment.local
    ? {
        status: 'changed',
        sql,
        local: true,
        reason: 'local time is that of the session, in SQLite it was that of the machine',
      }
    : { status: 'translated', sql, reason: null }
}

/** Where no value tells what the numbers of a column count, its DEFAULT does. */
function unitOf(type: TargetType, { profile }: Column, unit: EpochUnit): EpochUnit | null {
  return valueCount(profile) === 0 ? unit : epochOf(type, profile)
}

function ofMilliseconds(moment: EpochMilliseconds, column: Column, type: TargetType): TranslatedDefault {
  return ofNumber(renderMilliseconds(moment, type, unitOf(type, column, 'milliseconds')), type)
}

function ofPreciseSeconds(moment: PreciseSeconds, column: Column, type: TargetType): TranslatedDefault {
  return ofNumber(renderPreciseSeconds(moment, type, unitOf(type, column, 'seconds')), type)
}

function ofNumber(sql: string | null, type: TargetType): TranslatedDefault {
  return sql === null
    ? { status: 'dropped', reason: `the moment cannot be a ${typeWord(type)}` }
    : { status: 'translated', sql, reason: null }
}
