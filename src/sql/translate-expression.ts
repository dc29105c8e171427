import type { BinaryExpr, CaseExpr, FuncCall, Node } from 'sql-parser-cst'
import { comparable, compareTerms, integerTerm, textTerm } from './compare-terms.ts'
import { formatIdentifier } from './format-identifier.ts'
import { parseExpression } from './parse-expression.ts'
import {
  asCondition,
  asNumber,
  isNumber,
  type Term,
  type TermType,
  term,
  Untranslatable,
  unify,
} from './term.ts'
import { translateFunction } from './translate-function.ts'
import { translateOperator } from './translate-operator.ts'
import { translateLike } from './translate-pattern.ts'

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
}

export type Translation =
  | { readonly ok: true; readonly sql: string; readonly type: TermType }
  | { readonly ok: false; readonly reason: string }

/**
 * A SQLite expression as a PostgreSQL expression that gives the same value for every row, or the reason why there is
 * none. Only what is known to mean the same is translated.
 */
export function translateValue(text: string, columns: readonly ExpressionColumn[]): Translation {
  return attempt(text, columns, (value) => value)
}

/** The same for a CHECK or a WHERE, where SQLite takes every number but 0 as true. */
export function translateCondition(text: string, columns: readonly ExpressionColumn[]): Translation {
  return attempt(text, columns, (value) => term(asCondition(value), 'boolean'))
}

function attempt(
  text: string,
  columns: readonly ExpressionColumn[],
  finish: (value: Term) => Term,
): Translation {
  const tree = parseExpression(text)
  if (tree === null) return { ok: false, reason: 'the parser does not understand the expression' }
  try {
    const { sql, type } = finish(translate(tree, columns))
    return { ok: true, sql, type }
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message }
    throw error
  }
}

function translate(node: Node, columns: readonly ExpressionColumn[]): Term {
  const go = (child: Node) => translate(child, columns)
  switch (node.type) {
    case 'paren_expr':
      return go(node.expr)
    case 'identifier':
      return identifier(node.name, node.text, columns)
    case 'member_expr':
      if (node.property.type !== 'identifier') break
      return column(node.property.name, columns)
    case 'number_literal':
      return numberLiteral(node.text)
    case 'string_literal':
      return textTerm(node.value)
    case 'blob_literal':
      return term(`'\\x${node.text.slice(2, -1).toLowerCase()}'::bytea`, 'bytes')
    case 'boolean_literal':
      return term(String(node.value), 'boolean', { literal: { kind: 'boolean', value: node.value } })
    case 'null_literal':
      return term('NULL', 'null')
    case 'prefix_op_expr':
      return prefixed(words(node.operator), go(node.expr))
    case 'postfix_op_expr':
      return nullTest(words(node.operator), go(node.expr))
    case 'binary_expr':
      return binary(node as BinaryExpr, go)
    case 'between_expr':
      return between(words(node.betweenKw), go(node.left), go(node.begin), go(node.end))
    case 'case_expr':
      return caseOf(node, go)
    case 'cast_expr':
      return cast(go(node.args.expr.expr), dataTypeName(node.args.expr.dataType))
    case 'func_call':
      return call(node, go)
  }
  throw new Untranslatable('the expression holds something that is not translated')
}

/** A double-quoted word that is no column is a text in SQLite. https://www.sqlite.org/quirks.html#dblquote */
function identifier(name: string, text: string, columns: readonly ExpressionColumn[]): Term {
  const isColumn = columns.some(({ source }) => sameName(source, name))
  return text.startsWith('"') && !isColumn ? textTerm(name) : column(name, columns)
}

function column(name: string, columns: readonly ExpressionColumn[]): Term {
  const found = columns.find(({ source }) => sameName(source, name))
  if (found === undefined) throw new Untranslatable('the expression names something that is not a column')
  const { target, type, affinity, collation } = found
  return term(formatIdentifier(target), type, { affinity, collation: collation.toUpperCase() })
}

/** SQLite folds the letters of ASCII in names, and no others. */
function sameName(a: string, b: string): boolean {
  const fold = (name: string) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return fold(a) === fold(b)
}

function numberLiteral(text: string): Term {
  if (/^(\d+|0x[0-9a-f]+)$/i.test(text)) {
    const value = BigInt(text)
    if (value < 2n ** 63n) return integerTerm(value)
    throw new Untranslatable('a number is too large for 64 bits')
  }
  if (!/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    throw new Untranslatable('a number is written in a new way')
  return term(text, 'float', { literal: { kind: 'float' } })
}

function prefixed(operator: string, value: Term): Term {
  switch (operator) {
    case 'NOT':
      return term(`(NOT ${asCondition(value)})`, 'boolean')
    case '+':
      return { ...value, affinity: null }
    case '-': {
      if (value.literal?.kind === 'integer')
        return { ...integerTerm(-value.literal.value), sql: `(-${value.sql})` }
      const number = asNumber(value)
      return term(`(- ${number.sql})`, number.type)
    }
    default:
      throw new Untranslatable(`the operator ${operator} has no equivalent`)
  }
}

function nullTest(operator: string, value: Term): Term {
  if (operator === 'ISNULL') return term(`(${value.sql} IS NULL)`, 'boolean')
  if (operator === 'NOTNULL' || operator === 'NOT NULL') return term(`(${value.sql} IS NOT NULL)`, 'boolean')
  throw new Untranslatable(`the operator ${operator} has no equivalent`)
}

function binary(node: BinaryExpr, go: (child: Node) => Term): Term {
  const operator = words(node.operator)
  if (operator === 'COLLATE') return withCollation(go(node.left), node.right)
  if (operator === 'IN' || operator === 'NOT IN') {
    return membership(operator, go(node.left), listItems(node.right).map(go))
  }
  if (
    operator.endsWith('LIKE') &&
    node.right.type === 'binary_expr' &&
    words(node.right.operator) === 'ESCAPE'
  ) {
    const { left: pattern, right: mark } = node.right as BinaryExpr
    return translateLike(go(node.left), go(pattern), go(mark), operator.startsWith('NOT'))
  }
  const storage = storageClassTest(operator, node, go)
  return (
    storage ?? truthTest(operator, node, go) ?? translateOperator(operator, go(node.left), go(node.right))
  )
}

function withCollation(value: Term, name: Node): Term {
  if (name.type !== 'identifier') throw new Untranslatable('COLLATE stands without a name')
  return { ...value, collation: name.name.toUpperCase(), collated: true }
}

function membership(operator: string, value: Term, items: readonly Term[]): Term {
  const pairs = items.map((item) => comparable(value, item, false))
  const [left] = new Set(pairs.map(([side]) => side.sql))
  const isOneList = pairs.every(([side]) => side.sql === left)
  if (isOneList)
    return term(`(${left} ${operator} (${pairs.map(([, side]) => side.sql).join(', ')}))`, 'boolean')
  throw new Untranslatable('the list of IN holds values of several types')
}

function listItems(node: Node): readonly Node[] {
  const list = node.type === 'paren_expr' ? node.expr : node
  if (list.type === 'list_expr') return list.items
  if (node.type === 'paren_expr' && list.type !== 'select_stmt') return [list]
  throw new Untranslatable('IN has something else than a list')
}

/** `x IS TRUE` asks whether x is any number but 0. */
function truthTest(operator: string, node: BinaryExpr, go: (child: Node) => Term): Term | null {
  if (node.right.type !== 'boolean_literal' || (operator !== 'IS' && operator !== 'IS NOT')) return null
  return term(`(${asCondition(go(node.left))} ${operator} ${node.right.value ? 'TRUE' : 'FALSE'})`, 'boolean')
}

const CLASS_OF_TYPE: Readonly<Partial<Record<TermType, string>>> = {
  integer: 'integer',
  text: 'text',
  bytes: 'blob',
}

/** `typeof(x) = 'integer'` is true for every value of a bigint column, and false for NULL. */
function storageClassTest(operator: string, node: BinaryExpr, go: (child: Node) => Term): Term | null {
  const { left, right } = node
  if (left.type !== 'func_call' || left.name.type !== 'identifier') return null
  if (left.name.name.toLowerCase() !== 'typeof') return null
  const [argument] = functionArguments(left)
  const wanted = go(right).literal
  const value = argument === undefined ? null : go(argument)
  if (!['=', '==', 'IS'].includes(operator) || wanted?.kind !== 'text' || value === null) {
    throw new Untranslatable('typeof() has no equivalent')
  }
  if (wanted.value === 'null') return term(`(${value.sql} IS NULL)`, 'boolean')
  if (CLASS_OF_TYPE[value.type] !== wanted.value) {
    throw new Untranslatable(`typeof() asks for ${wanted.value}, the target has another type`)
  }
  return term(`(${value.sql} IS NOT NULL)`, 'boolean')
}

function between(operator: string, value: Term, low: Term, high: Term): Term {
  const inside = `(${compareTerms('>=', value, low).sql} AND ${compareTerms('<=', value, high).sql})`
  return term(operator === 'BETWEEN' ? inside : `(NOT ${inside})`, 'boolean')
}

function caseOf(node: CaseExpr, go: (child: Node) => Term): Term {
  const subject = node.expr === undefined ? null : go(node.expr)
  const { terms, type } = unify(node.clauses.map((clause) => go(clause.result)))
  const clauses = node.clauses.map((clause, index) => {
    const result = terms[index]?.sql ?? 'NULL'
    if (clause.type === 'case_else') return `ELSE ${result}`
    const condition = go(clause.condition)
    const test = subject === null ? asCondition(condition) : compareTerms('=', subject, condition).sql
    return `WHEN ${test} THEN ${result}`
  })
  return term(`CASE ${clauses.join(' ')} END`, type)
}

/** Between numbers and texts the systems read and spell most values differently. */
function cast(value: Term, name: string): Term {
  if (name === 'TEXT' && value.type === 'text') return { ...value, affinity: 'text' }
  if (name === 'TEXT' && value.type === 'integer') return term(`(${value.sql})::text`, 'text')
  if (/^(BIG|TINY|SMALL)?INT(EGER)?$/.test(name) && ['integer', 'boolean'].includes(value.type)) {
    return asNumber(value)
  }
  if (/^(REAL|FLOAT|DOUBLE)$/.test(name) && isNumber(value)) {
    return term(`(${value.sql})::double precision`, 'float')
  }
  throw new Untranslatable(`CAST to ${name} has no equivalent`)
}

function dataTypeName(node: Node): string {
  if (node.type !== 'data_type_name') return 'a type with arguments'
  return Array.isArray(node.name) || node.name.type !== 'keyword' ? 'another type' : node.name.name
}

function call(node: FuncCall, go: (child: Node) => Term): Term {
  if (node.name.type !== 'identifier' || node.filter !== undefined || node.over !== undefined) {
    throw new Untranslatable('the expression holds something that is not translated')
  }
  if (node.args === undefined) throw new Untranslatable(`${node.name.name} is another value at each moment`)
  return translateFunction(node.name.name, functionArguments(node).map(go))
}

function functionArguments(node: FuncCall): readonly Node[] {
  return node.args?.expr.args.items ?? []
}

/** Operators are symbols or keywords: `IS NOT` comes as two. */
function words(operator: unknown): string {
  if (typeof operator === 'string') return operator
  const list = Array.isArray(operator) ? operator : [operator]
  return list.map((word: { readonly name?: string }) => word.name ?? '?').join(' ')
}
