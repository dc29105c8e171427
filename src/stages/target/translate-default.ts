import type { Expression, ExpressionOf, UnaryOperator } from '../../sql/expression.ts'
import { isLowestInteger, LOWEST_INTEGER } from '../../sql/lowest-integer.ts'
import { parseExpression } from '../../sql/parse-expression.ts'
import { translateValue } from '../../sql/translate-expression.ts'
import type { Column, ConstantValue } from '../catalog/catalog.ts'
import { type EpochMilliseconds, readMilliseconds, renderMilliseconds } from './default-epoch.ts'
import { type DefaultValue, defaultLiteral } from './default-literal.ts'
import { type Moment, momentOf, renderMoment, unequalMoment } from './default-moment.ts'
import { epochOf } from './epoch-column.ts'
import { isAssignable } from './expression-columns.ts'
import type { TargetType } from './target-schema.ts'

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

  const bytes = type.kind === 'bytea' ? randomBytes(text) : null
  if (bytes !== null) return bytes
  const random = randomText(text)
  if (random !== null && holdsText(type, random.length)) return random.translated
  if (type.kind === 'uuid' && isRandomUuid(text)) {
    return { status: 'translated', sql: 'gen_random_uuid()', reason: null }
  }
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
  const unequal = parsed.ok ? unequalMoment(parsed.expression) : null
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

function ofMoment(moment: Moment, column: Column, type: TargetType): TranslatedDefault {
  const sql = renderMoment(moment, type, epochOf(type, column.profile))
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

function ofMilliseconds(moment: EpochMilliseconds, column: Column, type: TargetType): TranslatedDefault {
  const sql = renderMilliseconds(moment, type, epochOf(type, column.profile))
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
  return isInteger && value < 2n ** 63n ? { kind: 'integer', value } : { kind: 'real', value: Number(text) }
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

const RANDOM_BYTES = /^\(*(lower|)\(?hex\(randomblob\(16\)\)\)*$/
const UUID_V4 =
  /^\(*lower\(hex\(randomblob\(4\)\)\)\|\|'-'\|\|lower\(hex\(randomblob\(2\)\)\)\|\|'-4'\|\|substr\(lower\(hex\(randomblob\(2\)\)\),2\)\|\|'-'\|\|substr\('89ab',(1\+\(?abs\(random\(\)\)%4\)?|abs\(random\(\)\)%4\+1),1\)\|\|substr\(lower\(hex\(randomblob\(2\)\)\),2\)\|\|'-'\|\|lower\(hex\(randomblob\(6\)\)\)\)*$/

/** A translated default of random characters, and how many they are. */
interface RandomText {
  readonly translated: TranslatedDefault
  readonly length: number
}

function holdsText(type: TargetType, length: number): boolean {
  return type.kind === 'text' || (type.kind === 'varchar' && type.length >= length)
}

function withoutBlanks(text: string): string {
  return text.toLowerCase().replace(/\s+/g, '')
}

function isRandomUuid(text: string): boolean {
  return UUID_V4.test(withoutBlanks(text))
}

function randomText(text: string): RandomText | null {
  if (isRandomUuid(text)) {
    return {
      translated: { status: 'translated', sql: 'gen_random_uuid()::text', reason: null },
      length: 36,
    }
  }
  const plain = withoutBlanks(text)
  if (!RANDOM_BYTES.test(plain)) return randomParts(text, plain)
  const digits = "replace(gen_random_uuid()::text, '-'::text, ''::text)"
  const sql = plain.includes('lower(') ? digits : `upper(${digits})`
  const reason = '122 of the 128 bits are random, the others are those of a version 4 UUID'
  return { translated: { status: 'changed', sql, reason }, length: 32 }
}

/** At most 16 bytes: the digest of a random UUID has no more. */
function randomBytes(text: string): TranslatedDefault | null {
  const bytes = Number(/^\(*randomblob\((\d{1,2})\)\)*$/.exec(withoutBlanks(text))?.[1] ?? 0)
  if (bytes < 1 || bytes > 16) return null
  const sql = `decode(substr(md5(gen_random_uuid()::text), 1, ${2 * bytes}), 'hex')`
  return { status: 'translated', sql, reason: null }
}

const RANDOM_PART = /^(?:'([a-z0-9_-]*)'|(lower\(|)hex\(randomblob\((\d+)\)\)\)?)$/

/** A prefix and random digits, which are those of a digest of a random UUID. At most 16 bytes: a digest has no more. */
function randomParts(text: string, plain: string): RandomText | null {
  const parts = plain.replace(/^\((.*)\)$/, '$1').split('||')
  let length = 0
  const translated = parts.map((part) => {
    const [, literal, lower, bytes = '0'] = RANDOM_PART.exec(part) ?? []
    length += literal?.length ?? 2 * Number(bytes)
    // without capitals and blanks that the plain text has not
    if (literal !== undefined) return text.includes(`'${literal}'`) ? `'${literal}'::text` : null
    if (lower === undefined || Number(bytes) < 1 || Number(bytes) > 16) return null
    const digits = `substr(md5(gen_random_uuid()::text), 1, ${2 * Number(bytes)})`
    return lower === '' ? `upper(${digits})` : digits
  })
  if (translated.includes(null) || translated.every((part) => part?.startsWith("'") ?? true)) return null
  const sql = translated.length === 1 ? (translated[0] ?? '') : `(${translated.join(' || ')})`
  return { translated: { status: 'translated', sql, reason: null }, length }
}
