import { quoteLiteral } from '../../sql/quote.ts'
import {
  argumentsFrom,
  COMPARISONS,
  columnFrom,
  columnTo,
  givenValue,
  isAssigned,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import { momentTextOf } from './moment-texts.ts'
import { asWritten, type QueryScope } from './query-scope.ts'
import { isSpelledMoment, likelyTextOfMoment, textOfMoment } from './text-of-column.ts'

/**
 * How PostgreSQL compares moments by the letters of their texts, as SQLite does: for a query with other results that compares
 * them with texts of another form. `2024-01-02 10:00:00` is less than `2024-01-02T10:00:00` there, and equal to it here.
 *
 * @returns null where the query has no such comparison
 */
export function comparedByLetters(scope: QueryScope): string | null {
  const spelled = scope.tokens.flatMap((_, at) => comparisonAt(scope, at) ?? [])
  if (spelled.length === 0) return null
  const spellings = asWritten([...new Set(spelled)].join('; '), scope)
  return `In PostgreSQL: ${spellings}; or a text of the form of the column, where the moment is meant`
}

function comparisonAt(scope: QueryScope, at: number): string | null {
  const mark = symbol(scope, at)
  if (COMPARISONS.has(mark)) {
    if (isAssigned(scope, at)) return null
    const [left, right] = [momentTo(scope, at - 1), momentFrom(scope, at + 1)]
    const operator = mark === '==' ? '=' : mark
    if (left !== null && isOfAnotherForm(scope, at + 1, left))
      return byLetters(left, (text) => `${text} ${operator} ${writtenAt(scope, at + 1)}`)
    if (right !== null && isOfAnotherForm(scope, at - 1, right))
      return byLetters(right, (text) => `${writtenAt(scope, at - 1)} ${operator} ${text}`)
    return null
  }
  const negated = symbol(scope, at - 1) === 'not'
  const left = momentTo(scope, negated ? at - 2 : at - 1)
  if (left === null || (mark !== 'between' && mark !== 'in')) return null
  const not = negated ? 'not ' : ''
  if (mark === 'between') {
    if (symbol(scope, at + 2) !== 'and') return null
    if (![at + 1, at + 3].some((place) => isOfAnotherForm(scope, place, left))) return null
    const range = `${writtenAt(scope, at + 1)} and ${writtenAt(scope, at + 3)}`
    return byLetters(left, (text) => `${text} ${not}between ${range}`)
  }
  const items = symbol(scope, at + 1) === '(' ? argumentsFrom(scope, at + 1) : []
  if (!items.some(({ from, to }) => to === from + 1 && isOfAnotherForm(scope, from, left))) return null
  const list = items.map((item) => textOf(scope, item)).join(', ')
  return byLetters(left, (text) => `${text} ${not}in (${list})`)
}

function momentFrom(scope: QueryScope, at: number): WrittenColumn | null {
  return asMoment(columnFrom(scope, at))
}

function momentTo(scope: QueryScope, at: number): WrittenColumn | null {
  return asMoment(columnTo(scope, at))
}

/** Of texts alone: what has counted is compared as a number. */
function asMoment(written: WrittenColumn | null): WrittenColumn | null {
  const isMoment = /^(date|timestamp|timestamptz)$/.test(written?.column.plan?.type.kind ?? '')
  return written !== null && isMoment && momentTextOf(written.column) !== null ? written : null
}

/** Whether a text or the value of a parameter is a moment that the functions of SQLite would spell in another way. */
function isOfAnotherForm(scope: QueryScope, at: number, { column }: WrittenColumn): boolean {
  const token = scope.tokens[at]
  const given = token?.kind === 'string' ? token.value : givenValue(scope, at)
  if (typeof given !== 'string' || !/^\d{4}-\d\d-\d\d([T ]|$)/.test(given)) return false
  const isDay = column.plan?.type.kind === 'date'
  return !(isDay ? /^.{10}$/ : /^.{10} \d\d:\d\d:\d\d$/).test(given)
}

function writtenAt(scope: QueryScope, at: number): string {
  const token = scope.tokens[at]
  if (token?.kind === 'string') return quoteLiteral(token.value)
  return token?.kind === 'parameter' ? token.value : '…'
}

function byLetters(column: WrittenColumn, compare: (text: string) => string): string {
  const isTold = isSpelledMoment(column)
  const text = isTold ? textOfMoment(column) : likelyTextOfMoment(column)
  const but = isTold ? '' : ', where all texts of the column have this form in SQLite'
  return `${compare(`${text} collate "C"`)}${but}`
}
