import { quoteLiteral } from '../../sql/quote.ts'
import { endsValue } from './ends-value.ts'
import type { LintFinding } from './lint-finding.ts'
import {
  argumentsFrom,
  atEach,
  COMPARISONS,
  callAt,
  columnFrom,
  columnTo,
  isAssigned,
  isText,
  type Rule,
  symbol,
  type WrittenColumn,
} from './lint-tokens.ts'
import { numberOfText } from './number-of-text.ts'
import type { QueryScope } from './query-scope.ts'

/**
 * SQLite makes a number a text beside a text, and the other way round.
 * https://www.sqlite.org/datatype3.html#type_conversions_prior_to_comparison
 */
const comparisons = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (!COMPARISONS.has(mark) || isAssigned(scope, at)) return null
  const operator = mark === '==' ? '=' : mark
  const [left, right] = [columnTo(scope, at - 1), columnFrom(scope, at + 1)]
  if (left !== null && right !== null) return twoColumns(left, operator, right)
  if (left !== null) {
    const number = numberFrom(scope, at + 1)
    if (number === null || !isText(left.column)) return null
    return finding(left, operator, `${left.text} ${operator} ${quoteLiteral(number.text)}`)
  }
  const number = right !== null && isText(right.column) ? numberTo(scope, at - 1) : null
  if (right === null || number === null) return null
  return finding(right, TURNED[operator] ?? operator, `${quoteLiteral(number)} ${operator} ${right.text}`)
})

/** `join users on users.id = orders.user_id` of a whole number and a text: SQLite reads the text as a number, if it is one. */
function twoColumns(left: WrittenColumn, operator: string, right: WrittenColumn): LintFinding | null {
  const isWhole = ({ column }: WrittenColumn) =>
    /^(smallint|integer|bigint)$/.test(column.plan?.type.kind ?? '')
  const text = isWhole(left) ? right : left
  if (!isWhole(text === right ? left : right) || !isText(text.column) || text.column.affinity !== 'TEXT')
    return null
  const what = `compares ${left.text} with ${right.text}, a number with a text, which PostgreSQL refuses`
  const [a, b] = [left, right].map((side) => (side === text ? side.text : `${side.text}::text`))
  const spelling = /^(=|<>|!=)$/.test(operator)
    ? `${a} ${operator} ${b}, where no number in ${text.text} has a sign, a blank or a zero in front of it`
    : 'both columns of one type: SQLite compares by the number where a text is one'
  return { code: 'query-operator', what, spelling }
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** `code in (1, 2)` and `code between 1 and 9` */
const lists = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (mark !== 'in' && mark !== 'between') return null
  const isNegated = symbol(scope, at - 1) === 'not'
  const left = columnTo(scope, isNegated ? at - 2 : at - 1)
  if (left === null || !isText(left.column)) return null
  const numbers = mark === 'in' ? numbersIn(scope, at + 1) : boundsFrom(scope, at + 1)
  if (numbers === null) return null
  const quoted = numbers.map((number) => quoteLiteral(number))
  const range = mark === 'in' ? `in (${quoted.join(', ')})` : `between ${quoted.join(' and ')}`
  const operator = isNegated ? '<>' : '='
  return finding(left, operator, `${left.text} ${isNegated ? 'not ' : ''}${range}`)
})

function numbersIn(scope: QueryScope, open: number): readonly string[] | null {
  if (symbol(scope, open) !== '(') return null
  const numbers = argumentsFrom(scope, open).map(({ from, to }) => {
    const number = numberFrom(scope, from)
    return number?.next === to ? number.text : null
  })
  const told = numbers.filter((number) => number !== null)
  return told.length > 0 && told.length === numbers.length ? told : null
}

function boundsFrom(scope: QueryScope, from: number): readonly string[] | null {
  const low = numberFrom(scope, from)
  const high = low !== null && symbol(scope, low.next) === 'and' ? numberFrom(scope, low.next + 1) : null
  return low === null || high === null ? null : [low.text, high.text]
}

/** Numbers whose text is the same in SQLite as it is written. */
const PLAIN = /^(0|[1-9]\d{0,14}|(0|[1-9]\d{0,7})\.(0|\d{0,5}[1-9]))$/
/** What binds closer to a number than a comparison does. */
const ARITHMETIC = /^([-+*/%&|~]|\|\||<<|>>|collate|->>?)$/

/** The number that begins at a place and is one side of a comparison, with its sign; null where anything else is. */
function numberFrom(scope: QueryScope, at: number): { readonly text: string; readonly next: number } | null {
  const sign = symbol(scope, at) === '-' ? '-' : ''
  const place = sign === '' ? at : at + 1
  const token = scope.tokens[place]
  if (token?.kind !== 'number' || !PLAIN.test(token.value)) return null
  if (ARITHMETIC.test(symbol(scope, place + 1)) || (sign === '-' && Number(token.value) === 0)) return null
  return { text: `${sign}${token.value}`, next: place + 1 }
}

function numberTo(scope: QueryScope, at: number): string | null {
  const token = scope.tokens[at]
  if (token?.kind !== 'number' || !PLAIN.test(token.value)) return null
  return ARITHMETIC.test(symbol(scope, at - 1)) ? null : token.value
}

function finding(column: WrittenColumn, operator: string, asTexts: string): LintFinding {
  const what = `compares ${column.text}, which is a text, with a number, which PostgreSQL refuses`
  const isOfTexts = column.column.affinity === 'TEXT'
  const spelling = isOfTexts ? asTexts : besideNumber(column, operator, asTexts)
  return { code: 'query-operator', what, spelling }
}

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

/** A sum of texts is one of the numbers that they begin with; a quotient is cut where both are whole, so it has none here. */
const arithmetic = atEach((scope, at, { value }) => {
  if (!/^[-+*]$/.test(value) || scope.tokens[at]?.kind === 'string') return null
  const isBinary = endsValue(scope.tokens[at - 1])
  if (!isBinary && value !== '-') return null
  const sides = [isBinary ? columnTo(scope, at - 1) : null, columnFrom(scope, at + 1)]
  return calculates(sides.find((side) => side !== null && isText(side.column)) ?? null)
})

const sums = atEach((scope, at) => {
  if (!/^(sum|avg)$/.test(callAt(scope, at) ?? '')) return null
  const [given, ...others] = argumentsFrom(scope, at + 1)
  const column = given === undefined ? null : columnFrom(scope, given.from)
  const isLone = column !== null && column.next === given?.to && others.length === 0
  return calculates(isLone && isText(column.column) ? column : null)
})

function calculates(column: WrittenColumn | null): LintFinding | null {
  if (column === null) return null
  const what = `calculates with ${column.text}, which is a text, of which SQLite takes the number that it begins with`
  return { code: 'query-operator', what, spelling: numberOfText(column.text, 'numeric') }
}

export const MIXED_TYPE_RULES: readonly Rule[] = [comparisons, lists, arithmetic, sums]
