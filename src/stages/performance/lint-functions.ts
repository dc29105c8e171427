import { quoteLiteral } from '../../sql/quote.ts'
import { entryOf, FUNCTIONS, SCALAR_EXTREMES, spellingOf } from './function-spellings.ts'
import { coalescedBoolean } from './lint-booleans.ts'
import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnTo,
  isInfix,
  isText,
  type Range,
  type Rule,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import { closingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { spellCall } from './spell-call.ts'
import { isSpelledMoment, likelyTextOfMoment, textOfMoment } from './text-of-column.ts'

const functions = atEach((scope, at) => {
  const name = callAt(scope, at)
  // `a like (b)` calls nothing
  const isOperator = (name === 'like' || name === 'glob') && isInfix(scope, at)
  if (name === null || isOperator || isShuffle(scope, at, name)) return null
  if (coalescedBoolean(scope, at) !== null) return null
  const [first, ...others] = argumentsFrom(scope, at + 1)
  if (first !== undefined && /^(un)?like(ly|lihood)$/.test(name)) {
    const what = `calls ${name}(), which tells only the planner of SQLite something`
    return {
      code: 'query-sqlite-function',
      what,
      spelling: `${textOf(scope, first)} in the place of the call`,
    }
  }
  const several = others.length > 0 ? entryOf(SCALAR_EXTREMES, name) : undefined
  const entry = several ?? entryOf(FUNCTIONS, name)
  if (entry === undefined) return null
  const spelling = spellCall(scope, at, argumentsFrom(scope, at + 1)) ?? spellingOf(entry)
  return { code: 'query-sqlite-function', what: `calls ${name}()`, spelling }
})

/** Any order is any order. */
function isShuffle(scope: QueryScope, at: number, name: string): boolean {
  return name === 'random' && symbol(scope, at - 1) === 'by' && symbol(scope, at - 2) === 'order'
}

/** A start below 0 counts from the end in SQLite. https://www.sqlite.org/lang_corefunc.html#substr */
const substrings = atEach((scope, at) => {
  const name = callAt(scope, at)
  if (name !== 'substr' && name !== 'substring') return null
  const [value, start, length] = argumentsFrom(scope, at + 1)
  if (value === undefined || start === undefined || symbol(scope, start.from) !== '-') return null
  const count = scope.tokens[start.from + 1]
  const isLiteral = count?.kind === 'number' && start.to === start.from + 2 && /^[1-9]\d*$/.test(count.value)
  const what = `calls ${name}() with a start below 0, which counts from the end only in SQLite`
  if (!isLiteral)
    return { code: 'query-sqlite-function', what, spelling: 'right(a, n) for the last n characters' }
  const moment = momentIn(scope, value)
  const text = moment === null ? textOf(scope, value) : textOfMoment(moment)
  const back = Number(count.value) - 1
  const from = back === 0 ? `length(${text})` : `length(${text}) - ${back}`
  const spelling =
    length === undefined
      ? `right(${text}, ${count.value})`
      : `substr(${text}, ${from}, ${textOf(scope, length)})`
  return { code: 'query-sqlite-function', what, spelling }
})

/** A moment is no text there. https://www.postgresql.org/docs/current/functions-formatting.html */
const partsOfMoments = atEach((scope, at) => {
  const name = callAt(scope, at)
  if (name !== 'substr' && name !== 'substring') return null
  const [value, start, length] = argumentsFrom(scope, at + 1)
  const column = value === undefined ? null : momentIn(scope, value)
  if (value === undefined || start === undefined || column === null || symbol(scope, start.from) === '-')
    return null
  const [first, count] = [start, length].map((range) => wholeNumberIn(scope, range))
  const isSpan = first != null && first > 0 && count != null
  const text = isSpan ? textOfMoment(column, [first, first + count - 1]) : textOfMoment(column)
  const rest = scope.sql.slice(scope.tokens[value.to]?.start, scope.tokens[closingOf(scope, at + 1)]?.end)
  const what = `calls ${name}() of ${column.text}, which is a moment and no text`
  const isTold = isSpelledMoment(column, isSpan ? [first, first + count - 1] : undefined)
  const spelling = `${name}(${isTold ? text : likelyTextOfMoment(column)}${rest}`
  const but = isTold ? '' : ', where all texts of the column have this form in SQLite'
  return { code: 'query-sqlite-function', what, spelling: `${spelling}${but}` }
})

/** The column that a part of a query is, where PostgreSQL has moments in it. */
function momentIn(scope: QueryScope, { from, to }: Range): WrittenColumn | null {
  const written = columnFrom(scope, from)
  const isMoment = /^(date|timestamp|timestamptz)$/.test(written?.column.plan?.type.kind ?? '')
  return isMoment && written?.next === to ? written : null
}

/** The number that stands there alone; null for anything else. */
function wholeNumberIn({ tokens }: QueryScope, range: Range | undefined): number | null {
  const token = range !== undefined && range.to === range.from + 1 ? tokens[range.from] : undefined
  return token?.kind === 'number' && /^\d+$/.test(token.value) ? Number(token.value) : null
}

/** PostgreSQL reads a path behind #>>, takes what stands behind ->> for a key, and has neither for a text. */
const paths = atEach((scope, at) => {
  const mark = symbol(scope, at)
  const path = scope.tokens[at + 1]
  if ((mark !== '->' && mark !== '->>') || path === undefined) return null
  const column = columnTo(scope, at - 1)
  const but = mark === '->>' ? ', which gives a text in PostgreSQL, with true for 1 and false for 0' : ''
  if (path.kind !== 'string' || !path.value.startsWith('$')) {
    if (column === null || !isText(column.column)) return null
    const key =
      path.kind === 'string' || path.kind === 'number' ? textOf(scope, { from: at + 1, to: at + 2 }) : '…'
    const what = `reads a key of ${column.text}, which is a text, by ${mark}${but}`
    return { code: 'query-sqlite-function', what, spelling: `${column.text}::jsonb ${mark} ${key}` }
  }
  const document = column?.text ?? 'x'
  const keys = keysOf(path.value)
  const target = keys === null ? `'{…}'` : quoteLiteral(`{${keys.join(',')}}`)
  const what = `reads a path of SQLite by ${mark}${but}`
  const spelling = `${document}::jsonb ${mark === '->' ? '#>' : '#>>'} ${target}`
  return { code: 'query-sqlite-function', what, spelling }
})

/** Of `$.a[0]."b c"[#-1]` these are a, 0, "b c", -1, as a text array spells them; null for what is no path. */
function keysOf(path: string): readonly string[] | null {
  const steps = path.slice(1).match(STEP) ?? []
  if (path !== `$${steps.join('')}`) return null
  // without quotes it is no text in an array
  return steps.map((step) => step.replace(/^\.|^\[#?|\]$/g, '').replace(/^null$/i, '"$&"'))
}

/** Of quoted keys those that PostgreSQL quotes alike. https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
const STEP = /\.\w+|\."[^"\\]*"|\[(?:#-)?\d+\]/g

export const FUNCTION_RULES: readonly Rule[] = [functions, substrings, partsOfMoments, paths]
