import { formatIdentifier } from '../../sql/format-identifier.ts'
import { quoteLiteral } from '../../sql/quote.ts'
import { globToRegex } from '../../sql/translation/glob-to-regex.ts'
import { endsValue } from './ends-value.ts'
import {
  atEach,
  COMPARISONS,
  columnFrom,
  columnTo,
  isAssigned,
  isInfix,
  isText,
  type Rule,
  symbol,
  type WrittenColumn,
} from './lint-tokens.ts'
import { clauseOf } from './query-clauses.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'

const patterns = atEach((scope, at) => {
  const word = symbol(scope, at)
  if (!/^(glob|regexp|match)$/.test(word) || !isInfix(scope, at)) return null
  return {
    code: 'query-pattern-operator',
    what: `uses ${word.toUpperCase()}`,
    spelling: patternFor(scope, at),
  }
})

function patternFor(scope: QueryScope, at: number): string {
  const word = symbol(scope, at)
  if (word === 'match')
    return 'full-text search: to_tsvector(…) @@ websearch_to_tsquery(…), with other rules for words'
  const pattern = scope.tokens[at + 1]
  const regex = word === 'glob' && pattern?.kind === 'string' ? globToRegex(pattern.value) : null
  if (regex === null) return 'the operator ~ with a regular expression; between ^ and $ for GLOB'
  const negated = symbol(scope, at - 1) === 'not'
  const column = columnTo(scope, negated ? at - 2 : at - 1)
  return `${column?.text ?? 'x'} ${negated ? '!~' : '~'} ${quoteLiteral(regex)}`
}

const collateNocase = atEach((scope, at) => {
  if (symbol(scope, at) !== 'collate' || !/^nocase$/i.test(scope.tokens[at + 1]?.value ?? '')) return null
  const what = 'compares without regard to case by COLLATE NOCASE'
  return {
    code: 'query-compares-nocase',
    what,
    spelling: 'lower(a) for a COLLATE NOCASE, with an index on lower(a)',
  }
})

/** The collation of the left side counts, where that is a column. https://www.sqlite.org/datatype3.html#collation */
const nocase = atEach((scope, at) => {
  const mark = symbol(scope, at)
  const left = columnTo(scope, at - 1)
  if (COMPARISONS.has(mark)) {
    const folded = left ?? columnFrom(scope, at + 1)
    if (folded === null || !isFolded(folded.column)) return null
    const operator = mark === '==' ? '=' : mark
    const sides = [`lower(${folded.text})`, 'lower(…)']
    return nocaseFinding(folded.text, `${(left === null ? sides.reverse() : sides).join(` ${operator} `)}`)
  }
  if (left !== null && isFolded(left.column)) {
    const isNegated = mark === 'not'
    const operator = symbol(scope, isNegated ? at + 1 : at)
    const not = isNegated ? 'not ' : ''
    if (operator === 'in') return nocaseFinding(left.text, `lower(${left.text}) ${not}in (lower(…), …)`)
    if (operator === 'between')
      return nocaseFinding(left.text, `lower(${left.text}) ${not}between lower(…) and lower(…)`)
  }
  const column = mark === 'distinct' || isTerm(scope, at) ? columnFrom(scope, at + 1) : null
  if (column === null || !isFolded(column.column)) return null
  if (symbol(scope, column.next) === 'collate') return null
  if (mark === 'distinct') return nocaseFinding(column.text, distinctNocase(scope, at, column))
  const clause = clauseOf(scope, at)
  const isShown = clause === 'group' && isSelected(scope, at, column)
  const shown = isShown
    ? `, and min(${column.text}) for ${column.text}, of which SQLite takes any spelling`
    : ''
  return nocaseFinding(column.text, `${clause} by lower(${column.text})${shown}`)
})

/** In an aggregate the lower text can be counted; as a result it would be another text. */
function distinctNocase(scope: QueryScope, at: number, { text, next, from }: WrittenColumn): string {
  if (symbol(scope, at - 1) === '(') return `distinct lower(${text})`
  const key = symbol(scope, next) === 'from' ? scope.rowidKeyAt(from) : null
  if (key === null) return `distinct on (lower(${text}), …) ${text}, … order by lower(${text}), …`
  const first = formatIdentifier(key.plan?.target ?? key.name)
  return `distinct on (lower(${text})) ${text} … order by lower(${text}), ${first}`
}

/** Whether a column stands alone in the list of a SELECT before a place. */
function isSelected(scope: QueryScope, before: number, { text }: WrittenColumn): boolean {
  return scope.tokens.slice(0, before).some((_, at) => {
    const written = columnTo(scope, at)
    return written?.text === text && /^(select|,|distinct)$/.test(symbol(scope, written.from - 1))
  })
}

function nocaseFinding(text: string, spelling: string) {
  const what = `compares ${text}, which is NOCASE in SQLite`
  return {
    code: 'query-compares-nocase',
    what,
    spelling: `${spelling}, with an index on lower(${text})`,
  } as const
}

function isFolded(column: ScopeColumn): boolean {
  return column.collation === 'NOCASE' && isText(column)
}

/** Whether a term of an ORDER BY or GROUP BY follows. */
function isTerm(scope: QueryScope, at: number): boolean {
  return clauseOf(scope, at) !== null
}

const operators = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (mark === '==') return { code: 'query-operator', what: 'compares by ==', spelling: '=' }
  if (mark !== 'is') return null
  const negated = symbol(scope, at + 1) === 'not'
  const operand = scope.tokens[at + (negated ? 2 : 1)]
  if (operand === undefined || /^(null|true|false|distinct|unknown)$/i.test(operand.value)) return null
  const left = columnTo(scope, at - 1)
  if (left?.column.plan?.type.kind === 'boolean' && operand.kind === 'number') return null
  const spelling = negated ? 'is distinct from' : 'is not distinct from'
  return { code: 'query-operator', what: `compares values by IS${negated ? ' NOT' : ''}`, spelling }
})

/** NOT NULL behind a value, and a list of nothing. https://www.sqlite.org/lang_expr.html#the_in_and_not_in_operators */
const postfixes = atEach((scope, at) => {
  const [mark, next] = [symbol(scope, at), symbol(scope, at + 1)]
  if (mark === 'not' && next === 'null' && endsValue(scope.tokens[at - 1])) {
    return { code: 'query-operator', what: 'says NOT NULL without IS', spelling: 'is not null' }
  }
  if (mark !== 'in' || next !== '(' || symbol(scope, at + 2) !== ')') return null
  const isNegated = symbol(scope, at - 1) === 'not'
  return { code: 'query-operator', what: 'has an empty list behind IN', spelling: `${isNegated}` }
})

/** SQLite makes a number a text beside a text, and the other way round. https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison */
const mixedTypes = atEach((scope, at) => {
  const mark = symbol(scope, at)
  const left = columnTo(scope, at - 1)
  const right = scope.tokens[at + 1]
  if (left === null || right === undefined) return null
  const isWhole = right.kind === 'number' && /^(0|[1-9]\d*)$/.test(right.value)
  if (!COMPARISONS.has(mark) || !isWhole || !isText(left.column) || isAssigned(scope, at)) return null
  const what = `compares ${left.text}, which is a text, with a number, which PostgreSQL refuses`
  const operator = mark === '==' ? '=' : mark
  const asTexts = `${left.text} ${operator} ${quoteLiteral(right.value)}`
  const spelling = left.column.affinity === 'TEXT' ? asTexts : besideNumber(left, operator, asTexts)
  return { code: 'query-operator', what, spelling }
})

/**
 * Without the affinity of a text SQLite compares a number with what each row holds: any text is greater than any number.
 * https://www.sqlite.org/datatype3.html#sort_order
 */
function besideNumber({ column, text }: WrittenColumn, operator: string, asTexts: string): string {
  const { affinity, profile } = column
  const isOfTexts = profile.integers + profile.reals + profile.blobs === 0
  if (affinity !== 'BLOB' || !isOfTexts)
    return 'the column as numbers, by a type or a table of its own: SQLite compares some of its values as such'
  const isTrue = /^(>=?|<>|!=)$/.test(operator)
  const always = isTrue ? `${text} = ${text}` : `${text} <> ${text}`
  return `${always}, as any text is greater than any number in SQLite; or ${asTexts}, where texts are meant`
}

export const COMPARISON_RULES: readonly Rule[] = [
  patterns,
  collateNocase,
  nocase,
  operators,
  postfixes,
  mixedTypes,
]
