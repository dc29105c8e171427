import type { EpochUnit } from '../../../sql/epoch.ts'
import { HIGHEST_INTEGER, isLowestInteger, LOWEST_INTEGER } from '../../../sql/integer-bounds.ts'
import type { Expression, ExpressionOf, UnaryOperator } from '../../../sql/parsing/expression.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'
import { translateValue } from '../../../sql/translation/translate-expression.ts'
import type { Column, ConstantValue } from '../../catalog/catalog.ts'
import { isAssignable } from '../derivation/expression-columns.ts'
import type { TargetType } from '../target-schema.ts'
import { epochOf } from '../types/epoch-column.ts'
import { valueCount } from '../types/followers.ts'
import { type EpochMilliseconds, readMilliseconds, renderMilliseconds } from './default-epoch.ts'
import { type DefaultValue, defaultLiteral } from './default-literal.ts'
import { type Moment, momentOf, unequalMoment } from './default-moment.ts'
import { type RandomValue, readRandom, unequalRandom } from './default-random.ts'
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
  const parsed = parseExpression(text)
  const value = parsed.ok ? literalValue(parsed.expression) : bareWord(text)
  if (value === 'null') return { status: 'kept', sql: null, reason: null }
  if (value !== null) return ofLiteral(value, text, column, type)

  const random = parsed.ok ? readRandom(parsed.expression) : null
  if (random !== null) return ofRandom(random, type)
  const moment = parsed.ok ? momentOf(parsed.expression) : null
  if (moment !== null) return ofMoment(moment, column, type)
  const milliseconds = parsed.ok ? readMilliseconds(parsed.expression) : null
  if (milliseconds !== null) return ofMilliseconds(milliseconds, column, type)

  const translation = translateValue(text, [])
  if (translation.ok && isAssignable(translation.type, type)) {
    return { status: 'translated', sql: translation.sql, reason: null }
  }
  const constant = column.constantDefault
  if (constant !== null) return ofLiteral(asDefaultValue(constant), text, column, type)
  const unequal = parsed.ok ? (unequalMoment(parsed.expression) ?? unequalRandom(parsed.expression)) : null
  if (unequal !== null) return { status: 'dropped', reason: unequal }
  return {
    status: 'dropped',
    reason: translation.ok ? `the expression gives no ${type.kind}` : translation.reason,
  }
}

function asDefaultValue(value: ConstantValue): DefaultValue {
  if (typeof value === 'bigint') return { kind: 'integer', value }
  if (typeof value === 'number') return { kind: 'real', value }
  return typeof value === 'string' ? { kind: 'text', value } : { kind: 'blob', bytes: value }
}

function ofLiteral(value: DefaultValue, text: string, column: Column, type: TargetType): TranslatedDefault {
  const sql = defaultLiteral(value, type, epochOf(type, column.profile))
  if (sql === null) return { status: 'dropped', reason: `the value cannot be a ${type.kind}` }
  const same = sql.toLowerCase() === text.toLowerCase() || sql.startsWith(`${text}::`)
  return { status: same ? 'kept' : 'translated', sql, reason: null }
}

function ofRandom(random: RandomValue, type: TargetType): TranslatedDefault {
  const rendered = renderRandom(random, type)
  if (rendered === null) {
    const what = random.kind === 'bytes' ? 'random bytes' : 'the random text'
    return { status: 'dropped', reason: `${what} cannot be a ${type.kind}` }
  }
  return { status: rendered.reason === null ? 'translated' : 'changed', ...rendered }
}

function ofMoment(moment: Moment, column: Column, type: TargetType): TranslatedDefault {
  const sql = renderMoment(moment, type, unitOf(type, column, 'seconds'))
  if (sql === null) return { status: 'dropped', reason: `the moment cannot be a ${type.kind}` }
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
  const sql = renderMilliseconds(moment, type, unitOf(type, column, 'milliseconds'))
  return sql === null
    ? { status: 'dropped', reason: `the moment cannot be a ${type.kind}` }
    : { status: 'translated', sql, reason: null }
}

/** The value that a tree spells out; a bare or quoted word is a text. */
function literalValue(tree: Expression): DefaultValue | 'null' | null {
  switch (tree.kind) {
    case 'null':
      return 'null'
    case 'text':
      return { kind: 'text', value: tree.value }
    case 'name':
      return tree.spelling === 'qualified' ? null : wordValue(tree)
    case 'blob':
      return { kind: 'blob', bytes: Buffer.from(tree.hex, 'hex') }
    case 'number':
      return numberValue(tree.text)
    case 'unary':
      return isLowestInteger(tree)
        ? { kind: 'integer', value: LOWEST_INTEGER }
        : signed(tree.operator, literalValue(tree.operand))
    default:
      return null
  }
}

function wordValue({ name, spelling }: ExpressionOf<'name'>): DefaultValue {
  const word = spelling === 'bare' ? name.toLowerCase() : null
  if (word === 'true' || word === 'false') return { kind: 'integer', value: word === 'true' ? 1n : 0n }
  return { kind: 'text', value: name }
}

/** Integers beyond 64 bits are reals in SQLite. */
function numberValue(text: string): DefaultValue {
  const isInteger = /^(\d+|0x[0-9a-f]+)$/i.test(text)
  const value = isInteger ? BigInt(text) : 0n
  return isInteger && value <= HIGHEST_INTEGER
    ? { kind: 'integer', value }
    : { kind: 'real', value: Number(text) }
}

function signed(operator: UnaryOperator, value: DefaultValue | 'null' | null): DefaultValue | 'null' | null {
  if (value === null || value === 'null' || operator === '+') return value
  if (operator !== '-') return null
  if (value.kind === 'integer') return negative(value.value)
  return value.kind === 'real' ? { kind: 'real', value: -value.value } : null
}

/** Of the lowest integer SQLite makes a real. */
function negative(value: bigint): DefaultValue {
  return value === LOWEST_INTEGER
    ? { kind: 'real', value: -Number(value) }
    : { kind: 'integer', value: -value }
}

/** The words CAST and RAISE too can be a default, though they are no names in an expression. */
function bareWord(text: string): DefaultValue | null {
  return /^[A-Za-z_]\w*$/.test(text) ? { kind: 'text', value: text } : null
}
