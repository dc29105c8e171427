import { HIGHEST_INTEGER } from '../integer-bounds.ts'
import type { BinaryOperator, UnaryOperator } from '../parsing/expression.ts'
import { compareTerms } from './compare-terms.ts'
import { integerTerm } from './literal-terms.ts'
import { asCondition, asNumber, asText, type Term, term, Untranslatable } from './term.ts'
import { translateIs } from './translate-predicate.ts'

/**
 * One binary operator on translated operands. Integer arithmetic is that of 64 bits in both; beyond it SQLite goes
 * on with reals and PostgreSQL stops with an error. https://www.sqlite.org/lang_expr.html
 *
 * @throws Untranslatable
 */
export function translateOperator(operator: BinaryOperator, left: Term, right: Term): Term {
  switch (operator) {
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compareTerms(operator, left, right)
    case 'IS':
      return translateIs(left, right, false)
    case 'IS NOT':
      return translateIs(left, right, true)
    case 'AND':
    case 'OR':
      return term(`(${asCondition(left)} ${operator} ${asCondition(right)})`, 'boolean')
    case '+':
    case '-':
    case '*':
      return arithmetic(operator, left, right)
    case '/':
    case '%':
      return division(operator, left, right)
    case '&':
    case '|':
      return bits(operator, left, right)
    case '||':
      return term(`(${asText(left).sql} || ${asText(right).sql})`, 'text')
    case '<<':
    case '>>':
      throw new Untranslatable(`${operator} of PostgreSQL differs for counts below 0 and above 63`)
    case '->':
      throw new Untranslatable(
        '-> of PostgreSQL reads a key from json, where SQLite reads a path from a text',
      )
    case '->>':
      throw new Untranslatable('->> of PostgreSQL reads a key from json, and gives texts for numbers too')
    default:
      return operator satisfies never
  }
}

/** @throws Untranslatable */
export function translatePrefix(operator: UnaryOperator, value: Term): Term {
  switch (operator) {
    case 'NOT':
      return term(`(NOT ${asCondition(value)})`, 'boolean')
    // What follows IS must not pass for a bare TRUE any more.
    case '+':
      return { ...(value.literal?.kind === 'boolean' ? asNumber(value) : value), affinity: null }
    case '-':
      return negative(value)
    case '~':
      throw new Untranslatable('the operator ~ is not translated')
    default:
      return operator satisfies never
  }
}

function negative(value: Term): Term {
  if (value.literal?.kind === 'integer') return negativeLiteral(value.literal.value)
  const number = asNumber(value)
  return term(`(- ${number.sql})`, number.type, { isReal: number.isReal })
}

/** Of the lowest integer SQLite makes a real. */
function negativeLiteral(value: bigint): Term {
  if (-value <= HIGHEST_INTEGER) return integerTerm(-value)
  throw new Untranslatable('a number is too large for 64 bits')
}

/** SQLite computes with doubles, also where PostgreSQL has exact decimals. */
function arithmetic(operator: string, left: Term, right: Term): Term {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a.type === 'null' || b.type === 'null') return term('NULL', 'null')
  if (a.type === 'integer' && b.type === 'integer') {
    return term(`(${asBigint(a)} ${operator} ${asBigint(b)})`, 'integer')
  }
  // where neither is a REAL for certain, SQLite may compute with integers
  if (!a.isReal && !b.isReal && (a.isLarge || b.isLarge))
    throw new Untranslatable('it computes with whole numbers that a double cannot hold')
  return term(`(${asDouble(a)} ${operator} ${asDouble(b)})`, 'float', { isReal: a.isReal || b.isReal })
}

/**
 * SQLite gives NULL for a division by zero, PostgreSQL an error. A column of NUMERIC affinity keeps whole numbers as
 * integers, and one of INTEGER affinity can hold fractions: in both, 5 / 2 is 2 where 5.5 / 2 is 2.75.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
function division(operator: string, left: Term, right: Term): Term {
  if (couldBeZero(right)) throw new Untranslatable('a division could be by zero, which is NULL in SQLite')
  const a = asNumber(left)
  const areIntegers = a.type === 'integer' && right.type === 'integer'
  if (operator === '%' && !areIntegers) throw new Untranslatable('% is translated for integers')
  if (!areIntegers && a.type !== 'null' && !a.isReal && !right.isReal) {
    throw new Untranslatable('a division is of numbers that SQLite keeps as integers where they are whole')
  }
  return arithmetic(operator, a, right)
}

function couldBeZero({ literal }: Term): boolean {
  return !(literal?.kind === 'integer' || literal?.kind === 'float') || Number(literal.value) === 0
}

function bits(operator: string, left: Term, right: Term): Term {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a.type !== 'integer' || b.type !== 'integer')
    throw new Untranslatable(`${operator} is translated for integers`)
  return term(`(${asBigint(a)} ${operator} ${asBigint(b)})`, 'integer')
}

/** A small literal would make PostgreSQL compute with 32 bits. */
function asBigint(value: Term): string {
  return value.literal === null ? value.sql : `${value.sql}::bigint`
}

function asDouble(value: Term): string {
  return value.type === 'float' && value.literal === null ? value.sql : `${value.sql}::double precision`
}
