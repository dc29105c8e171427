import { HIGHEST_INTEGER, isLowestInteger, LOWEST_INTEGER } from '../../../sql/integer-bounds.ts'
import type { Expression, ExpressionOf, UnaryOperator } from '../../../sql/parsing/expression.ts'
import { parseExpression } from '../../../sql/parsing/parse-expression.ts'
import type { Column, ConstantValue } from '../../catalog/catalog.ts'

/** A value that a DEFAULT spells out. */
export type DefaultValue =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'real'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'blob'; readonly bytes: Buffer }

/** The value that the text of a DEFAULT spells out; null where it is computed. */
export function spelledValue(text: string): DefaultValue | 'null' | null {
  const parsed = parseExpression(text)
  return parsed.ok ? literalValue(parsed.expression) : bareWord(text)
}

/** The value that SQLite has computed of a DEFAULT of literals alone; null for any other. */
export function computedValue({ constantDefault }: Column): DefaultValue | null {
  return constantDefault === null ? null : asDefaultValue(constantDefault)
}

/** The same value, told by its kind. */
export function asDefaultValue(value: ConstantValue): DefaultValue {
  if (typeof value === 'bigint') return { kind: 'integer', value }
  if (typeof value === 'number') return { kind: 'real', value }
  return typeof value === 'string' ? { kind: 'text', value } : { kind: 'blob', bytes: value }
}

/**
 * What an INSERT without the column stores, by the affinity of the column; null where the DEFAULT is NULL, or depends on
 * the moment or on chance. How SQLite spells a real in a column of TEXT is not told. https://www.sqlite.org/datatype3.html#type_affinity
 */
export function storedDefault(column: Column): DefaultValue | null {
  const spelled = column.defaultText === null ? 'null' : spelledValue(column.defaultText)
  const value = spelled ?? computedValue(column)
  return value === null || value === 'null' ? null : asStored(value, column)
}

function asStored(value: DefaultValue, { affinity }: Column): DefaultValue {
  switch (affinity) {
    case 'BLOB':
      return value
    case 'TEXT':
      return value.kind === 'blob' || value.kind === 'text'
        ? value
        : { kind: 'text', value: `${value.value}` }
    case 'REAL': {
      const number = asNumber(value)
      return number.kind === 'integer' ? { kind: 'real', value: Number(number.value) } : number
    }
    case 'INTEGER':
    case 'NUMERIC': {
      const number = asNumber(value)
      return number.kind === 'real' && Number.isInteger(number.value) && Math.abs(number.value) < 2 ** 63
        ? { kind: 'integer', value: BigInt(number.value) }
        : number
    }
    default:
      return affinity satisfies never
  }
}

/** A text that is a decimal number becomes that number. */
function asNumber(value: DefaultValue): DefaultValue {
  const [, sign, digits] =
    value.kind === 'text'
      ? (/^\s*([+-]?)((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i.exec(value.value) ?? [])
      : []
  if (digits === undefined) return value
  const number = numberValue(digits)
  return sign === '-' ? negated(number) : number
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
function numberValue(text: string): NumberValue {
  const isInteger = /^(\d+|0x[0-9a-f]+)$/i.test(text)
  const value = isInteger ? BigInt(text) : 0n
  return isInteger && value <= HIGHEST_INTEGER
    ? { kind: 'integer', value }
    : { kind: 'real', value: Number(text) }
}

function signed(operator: UnaryOperator, value: DefaultValue | 'null' | null): DefaultValue | 'null' | null {
  if (value === null || value === 'null' || operator === '+') return value
  return operator === '-' && (value.kind === 'integer' || value.kind === 'real') ? negated(value) : null
}

type NumberValue = Extract<DefaultValue, { readonly kind: 'integer' | 'real' }>

/** Of the lowest integer SQLite makes a real. */
function negated(number: NumberValue): NumberValue {
  return number.kind === 'integer' && number.value !== LOWEST_INTEGER
    ? { kind: 'integer', value: -number.value }
    : { kind: 'real', value: -Number(number.value) }
}

/** The words CAST and RAISE too can be a default, though they are no names in an expression. */
function bareWord(text: string): DefaultValue | null {
  return /^[A-Za-z_]\w*$/.test(text) ? { kind: 'text', value: text } : null
}
