import { type Comparison, compareTerms } from './compare-terms.ts'
import { asCondition, asNumber, asText, type Term, term, Untranslatable } from './term.ts'
import { translateGlob, translateLike } from './translate-pattern.ts'

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  IS: 'IS NOT DISTINCT FROM',
  'IS NOT': 'IS DISTINCT FROM',
  'IS DISTINCT FROM': 'IS DISTINCT FROM',
  'IS NOT DISTINCT FROM': 'IS NOT DISTINCT FROM',
}

/**
 * One binary operator on translated operands. Integer arithmetic is that of 64 bits in both; beyond it SQLite goes
 * on with reals and PostgreSQL stops with an error. https://www.sqlite.org/lang_expr.html
 *
 * @param operator upper case, words separated by one blank
 * @throws Untranslatable
 */
export function translateOperator(operator: string, left: Term, right: Term): Term {
  const comparison = COMPARISONS[operator]
  if (comparison !== undefined && Object.hasOwn(COMPARISONS, operator))
    return compare(comparison, left, right)
  switch (operator) {
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
    case 'LIKE':
    case 'NOT LIKE':
      return translateLike(left, right, null, operator !== 'LIKE')
    case 'GLOB':
    case 'NOT GLOB':
      return translateGlob(left, right, operator !== 'GLOB')
    case 'COLLATE':
      throw new Untranslatable('COLLATE stands where no name follows')
    default:
      throw new Untranslatable(`the operator ${operator} has no equivalent`)
  }
}

function compare(comparison: Comparison, left: Term, right: Term): Term {
  if (right.type === 'null' && comparison === 'IS NOT DISTINCT FROM')
    return term(`(${left.sql} IS NULL)`, 'boolean')
  if (right.type === 'null' && comparison === 'IS DISTINCT FROM')
    return term(`(${left.sql} IS NOT NULL)`, 'boolean')
  return compareTerms(comparison, left, right)
}

/** SQLite computes with doubles, also where PostgreSQL has exact decimals. */
function arithmetic(operator: string, left: Term, right: Term): Term {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a.type === 'null' || b.type === 'null') return term('NULL', 'null')
  if (a.type === 'integer' && b.type === 'integer') {
    return term(`(${asBigint(a)} ${operator} ${asBigint(b)})`, 'integer')
  }
  return term(`(${asDouble(a)} ${operator} ${asDouble(b)})`, 'float')
}

/** SQLite gives NULL for a division by zero, PostgreSQL an error. */
function division(operator: string, left: Term, right: Term): Term {
  const isZero = right.literal === null || right.literal.kind !== 'integer' || right.literal.value === 0n
  if (isZero) throw new Untranslatable('a division could be by zero, which is NULL in SQLite')
  const a = asNumber(left)
  if (operator === '%' && a.type !== 'integer') throw new Untranslatable('% is translated for integers')
  return arithmetic(operator, a, right)
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
