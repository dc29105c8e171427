import { quoteLiteral } from '../../sql/quote.ts'
import { globToRegex } from '../../sql/translation/glob-to-regex.ts'
import { endsValue } from './ends-value.ts'
import {
  atEach,
  COMPARISONS,
  columnTo,
  givenValue,
  isAssigned,
  isInfix,
  type Rule,
  symbol,
} from './lint-tokens.ts'
import type { QueryScope } from './query-scope.ts'
import { textOfColumn } from './text-of-column.ts'

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

/** A moment beside a text that is none in ISO form, as '1985-6-1', is a text in SQLite and a moment in PostgreSQL. */
const looseMoments = atEach((scope, at) => {
  const [mark, left] = [symbol(scope, at), columnTo(scope, at - 1)]
  if (!COMPARISONS.has(mark) || left === null || isAssigned(scope, at)) return null
  const token = scope.tokens[at + 1]
  const given = token?.kind === 'string' ? token.value : givenValue(scope, at + 1)
  const isMoment = /^(date|timestamp|timestamptz)$/.test(left.column.plan?.type.kind ?? '')
  const parts = typeof given === 'string' ? /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(given) : null
  const day =
    parts
      ?.slice(1)
      .map((part) => part.padStart(2, '0'))
      .join('-') ?? ''
  if (!isMoment || parts === null || day === parts[0]) return null
  const written = token?.kind === 'string' ? quoteLiteral(token.value) : '…'
  const meant =
    token?.kind === 'string' ? `${left.text} ${mark} ${quoteLiteral(day)}` : 'months and days of two digits'
  const what = `compares ${left.text} with a date that lacks a digit, by its letters in SQLite and by the day in PostgreSQL`
  const spelling = `${textOfColumn(left) ?? '…'} collate "C" ${mark === '==' ? '=' : mark} ${written}; or ${meant}, where the day is meant`
  return { code: 'query-operator', what, spelling }
})

/** PostgreSQL has neither of these. https://www.sqlite.org/datatype3.html#collating_sequences */
const collations = atEach((scope, at) => {
  const name = scope.tokens[at + 1]?.value.toLowerCase() ?? ''
  if (symbol(scope, at) !== 'collate' || !/^(binary|rtrim)$/.test(name)) return null
  const what = `compares by COLLATE ${name.toUpperCase()}, which only SQLite has`
  const text = columnTo(scope, at - 1)?.text ?? 'a'
  const spelling =
    name === 'binary' ? `${text} collate "C"` : `rtrim(${text}, ' ') in the place of ${text} collate rtrim`
  return { code: 'query-sqlite-syntax', what, spelling }
})

export const COMPARISON_RULES: readonly Rule[] = [patterns, operators, postfixes, collations, looseMoments]
