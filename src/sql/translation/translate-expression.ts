import { formatIdentifier } from '../format-identifier.ts'
import { isLowestInteger, LOWEST_INTEGER } from '../integer-bounds.ts'
import type { Expression, ExpressionOf, NameSpelling } from '../parsing/expression.ts'
import { parseExpression } from '../parsing/parse-expression.ts'
import { sameName } from '../same-name.ts'
import { compareTerms, underCollation } from './compare-terms.ts'
import { explicitCollation } from './explicit-collation.ts'
import { blobTerm, booleanTerm, integerTerm, numberTerm, textTerm } from './literal-terms.ts'
import { asCondition, type Term, type TermType, term, Untranslatable, unify } from './term.ts'
import { translateCast } from './translate-cast.ts'
import { translateFunction } from './translate-function.ts'
import { translateOperator, translatePrefix } from './translate-operator.ts'
import { translateGlob, translateLike } from './translate-pattern.ts'
import { translateBetween, translateIn, translateNullTest, translateTypeof } from './translate-predicate.ts'

/** A column that an expression can name. */
export interface ExpressionColumn {
  /** In SQLite; found without regard to case. */
  readonly source: string
  /** In PostgreSQL. */
  readonly target: string
  readonly type: TermType
  readonly affinity: 'numeric' | 'text' | null
  /** `BINARY`, `NOCASE`, `RTRIM`, or a collation of the application. */
  readonly collation: string
  /** Of REAL affinity: SQLite keeps whole numbers too as REAL, where other columns keep them as integers. */
  readonly isReal?: boolean
  /** See {@link Term.isLarge}. */
  readonly isLarge?: boolean
  /** See {@link Term.isTf}. */
  readonly isTf?: boolean
  /** See {@link Term.spelling}. */
  readonly spelling?: string | null
  /** See {@link Term.typeName}. */
  readonly typeName?: string | null
}

/** A column of SQLite that an expression in PostgreSQL cannot name. */
export interface MissingColumn {
  readonly source: string
  /** Why it cannot be named. */
  readonly missing: string
}

/** All that SQLite takes for a column in an expression. Where two have one name, it is the first. */
export type ExpressionName = ExpressionColumn | MissingColumn

export type Translation =
  | { readonly ok: true; readonly sql: string; readonly type: TermType }
  | { readonly ok: false; readonly reason: string }

/**
 * A SQLite expression as a PostgreSQL expression that gives the same value for every row, or the reason why there is
 * none. Only what is known to mean the same is translated.
 */
export function translateValue(text: string, columns: readonly ExpressionName[]): Translation {
  return attempt(text, columns, (value) => value)
}

/**
 * The same for an expression of an index. No collation inside it counts there, not even that of its column: an index
 * over `+name` compares by BINARY. https://www.sqlite.org/lang_createindex.html#collations
 *
 * @param collation that of the index, as PRAGMA index_xinfo tells it, in upper case
 */
export function translateIndexed(
  text: string,
  collation: string,
  columns: readonly ExpressionName[],
): Translation {
  return attempt(text, columns, (value) => underCollation(value, collation))
}

/** The same for a CHECK or a WHERE, where SQLite takes every number but 0 as true. */
export function translateCondition(text: string, columns: readonly ExpressionName[]): Translation {
  return attempt(text, columns, (value) => term(asCondition(value), 'boolean'))
}

function attempt(
  text: string,
  columns: readonly ExpressionName[],
  finish: (value: Term) => Term,
): Translation {
  const parsed = parseExpression(text)
  if (!parsed.ok) return parsed
  try {
    const { sql, type } = finish(translate(parsed.expression, columns))
    return { ok: true, sql, type }
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message }
    throw error
  }
}

function translate(node: Expression, columns: readonly ExpressionName[]): Term {
  const value = translateNode(node, columns)
  const collation = explicitCollation(node)
  return collation === null ? value : { ...value, collation, collated: true }
}

function translateNode(node: Expression, columns: readonly ExpressionName[]): Term {
  const go = (child: Expression) => translate(child, columns)
  switch (node.kind) {
    case 'null':
      return term('NULL', 'null')
    case 'number':
      return numberTerm(node.text)
    case 'text':
      return textTerm(node.value)
    case 'blob':
      return blobTerm(node.hex)
    case 'moment':
      throw new Untranslatable(`${node.name} is another value at each moment`)
    case 'name':
      return named(node.name, node.spelling, columns)
    case 'unary':
      return isLowestInteger(node)
        ? integerTerm(LOWEST_INTEGER)
        : translatePrefix(node.operator, go(node.operand))
    case 'binary':
      return binary(node, go)
    case 'collate':
      return go(node.operand)
    case 'is-null':
      return translateNullTest(go(node.operand), node.negated)
    case 'in-list':
      return inList(node, go)
    case 'between':
      return translateBetween(go(node.operand), go(node.low), go(node.high), node.negated)
    case 'like':
      return like(node, go)
    case 'case':
      return caseOf(node, go)
    case 'cast':
      return translateCast(go(node.operand), node.type)
    case 'call':
      return translateFunction(node.name, node.args.map(go))
    case 'unsupported':
      throw new Untranslatable(`a ${node.construct} is not translated: ${node.text}`)
    default:
      return node satisfies never
  }
}

/**
 * A column, or what SQLite takes a name for that is none: a text in double quotes, and TRUE and FALSE without any.
 * https://www.sqlite.org/quirks.html#dblquote
 */
function named(name: string, spelling: NameSpelling, columns: readonly ExpressionName[]): Term {
  const column = columns.find(({ source }) => sameName(source, name))
  if (column !== undefined) {
    if ('missing' in column) throw new Untranslatable(column.missing)
    const { target, type, affinity, collation, spelling = null } = column
    const { isReal = false, isLarge = false, isTf = false, typeName = null } = column
    return term(formatIdentifier(target), type, {
      ...{ affinity, collation: collation.toUpperCase() },
      ...{ isReal, isLarge, isTf, spelling, typeName },
    })
  }
  if (spelling === 'double-quoted') return textTerm(name)
  const word = spelling === 'bare' ? name.toLowerCase() : null
  if (word === 'true' || word === 'false') return booleanTerm(word === 'true')
  throw new Untranslatable('the expression names something that is not a column')
}

function binary({ operator, left, right }: ExpressionOf<'binary'>, go: (child: Expression) => Term): Term {
  const [ofLeft, ofRight] = [argumentOfTypeof(left), argumentOfTypeof(right)]
  const negated = operator === '<>' || operator === 'IS NOT'
  if (negated || operator === '=' || operator === 'IS') {
    if (ofLeft !== null) return translateTypeof(go(ofLeft), [go(right)], negated)
    if (ofRight !== null) return translateTypeof(go(ofRight), [go(left)], negated)
  }
  return translateOperator(operator, go(left), go(right))
}

function inList({ operand, items, negated }: ExpressionOf<'in-list'>, go: (child: Expression) => Term): Term {
  const argument = argumentOfTypeof(operand)
  return argument !== null && items.length > 0
    ? translateTypeof(go(argument), items.map(go), negated)
    : translateIn(go(operand), items.map(go), negated)
}

function argumentOfTypeof(node: Expression): Expression | null {
  const isTypeof = node.kind === 'call' && node.name.toLowerCase() === 'typeof' && node.args.length === 1
  return isTypeof ? (node.args[0] ?? null) : null
}

function like(node: ExpressionOf<'like'>, go: (child: Expression) => Term): Term {
  const { operator, negated, escape: mark } = node
  const [value, pattern] = [go(node.operand), go(node.pattern)]
  if (operator === 'LIKE') return translateLike(value, pattern, mark === null ? null : go(mark), negated)
  if (operator === 'GLOB' && mark === null) return translateGlob(value, pattern, negated)
  throw new Untranslatable(`the operator ${operator} has no equivalent`)
}

function caseOf(node: ExpressionOf<'case'>, go: (child: Expression) => Term): Term {
  const subject = node.subject === null ? null : go(node.subject)
  const results = [
    ...node.branches.map(({ result }) => result),
    ...(node.otherwise === null ? [] : [node.otherwise]),
  ]
  const { terms, ...unified } = unify(results.map(go))
  const clauses = terms.map(({ sql }, index) => {
    const branch = node.branches[index]
    if (branch === undefined) return `ELSE ${sql}`
    const condition = go(branch.condition)
    const test = subject === null ? asCondition(condition) : compareTerms('=', subject, condition).sql
    return `WHEN ${test} THEN ${sql}`
  })
  return term(`CASE ${clauses.join(' ')} END`, unified.type, unified)
}
