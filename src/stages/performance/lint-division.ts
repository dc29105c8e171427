import { cutDecimals } from './cut-decimals.ts'
import type { LintFinding } from './lint-finding.ts'
import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnsIn,
  columnTo,
  type Range,
  type Rule,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import {
  closingOf,
  conditionsBehind,
  openingOf,
  plainText,
  termsOf,
  withoutParentheses,
} from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'

const division = atEach((scope, at) => {
  const operator = symbol(scope, at)
  if (operator !== '/' && operator !== '%') return null
  const divisor = operandFrom(scope, at + 1)
  const rest = operator === '%' ? cutRest(scope, at, divisor) : null
  if (rest !== null) return rest
  const isSafe = divisor !== null && (isNeverZero(scope, divisor) || isGuarded(scope, at, divisor))
  if (operator === '/' && (divisor === null || !isReal(scope, divisor))) {
    const cut = cutDivision(scope, at, { range: divisor, text: divisorText(scope, divisor, isSafe) })
    if (cut !== null) return cut
  }
  if (isSafe) return null
  const what = 'divides by what can be 0: NULL in SQLite, an error in PostgreSQL'
  return { code: 'query-division', what, spelling: `a ${operator} nullif(b, 0)` }
})

/**
 * SQLite cuts both sides of %; PostgreSQL has no rest of doubles, and one with decimals of numeric.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
function cutRest(scope: QueryScope, at: number, divisor: Range | null): LintFinding | null {
  const dividend = columnTo(scope, at - 1)
  const other = divisor === null ? null : columnFrom(scope, divisor.from)
  const column = other !== null && other.next === divisor?.to ? other : null
  const isCut = (one: WrittenColumn | null) => one !== null && hasDecimals(one)
  if (divisor === null || (!isCut(dividend) && !isCut(column))) return null
  const [left, right] = [dividend, column].map((one) =>
    isCut(one) ? `trunc(${one?.text})::bigint` : one?.text,
  )
  const safe = isNeverZero(scope, divisor) || isGuarded(scope, at, divisor)
  const by = right ?? textOf(scope, divisor)
  const what = 'takes the rest of a division of decimals, which SQLite cuts before it and PostgreSQL does not'
  return { code: 'query-division', what, spelling: `${left ?? '…'} % ${safe ? by : `nullif(${by}, 0)`}` }
}

function hasDecimals({ column: { plan, profile } }: WrittenColumn): boolean {
  const kind = plan?.type.kind
  return kind === 'double precision' || kind === 'real' || (kind === 'numeric' && profile.reals > 0)
}

/** A number with its sign, a column, a call or parentheses; null for what is none of them. */
function operandFrom(scope: QueryScope, from: number): Range | null {
  let at = from
  while (/^[-+]$/.test(symbol(scope, at))) at++
  while (symbol(scope, at + 1) === '.') at += 2
  const open = callAt(scope, at) === null ? at : at + 1
  const last = symbol(scope, open) === '(' ? closingOf(scope, open) : at
  if (scope.tokens[last] === undefined || symbol(scope, at) === 'case') return null
  // what binds closer than a division, or belongs to the call
  const goesOn = /^(\|\||->|->>|collate|filter|over)$/.test(symbol(scope, last + 1))
  return goesOn ? null : { from, to: last + 1 }
}

function isNeverZero(scope: QueryScope, whole: Range): boolean {
  const number = numberOf(scope, whole)
  if (number !== null) return number !== 0
  const { from, to } = withoutParentheses(scope, whole)
  const given = argumentsFrom(scope, from + 1)
  switch (closingOf(scope, from + 1) === to - 1 ? callAt(scope, from) : null) {
    case 'nullif':
      return given[1] !== undefined && numberOf(scope, given[1]) === 0
    case 'coalesce':
    case 'ifnull':
      return given.every((one) => isNeverZero(scope, one))
    case 'max':
      return given.length > 1 && given.some((one) => (numberOf(scope, one) ?? 0) > 0)
    default:
      return false
  }
}

function numberOf(scope: QueryScope, range: Range): number | null {
  const text = plainText(scope, range).replaceAll(' ', '')
  return text === '' || Number.isNaN(Number(text)) ? null : Number(text)
}

/** Whether a condition keeps the divisor from being 0 here, or the dividend is NULL where it counts nothing. */
function isGuarded(scope: QueryScope, at: number, range: Range): boolean {
  const divisor = withoutCast(plainText(scope, range))
  const always = [...conditionsBehind(scope, 'where', at), ...conditionsBehind(scope, 'having', at)]
  return (
    always.some((term) => excludesZero(plainText(scope, term), divisor, true)) ||
    branchesAround(scope, at).some(({ condition, holds }) =>
      termsOf(scope, condition, holds ? 'and' : 'or').some((term) =>
        excludesZero(plainText(scope, term), divisor, holds),
      ),
    ) ||
    isNullOverNothing(scope, at, divisor)
  )
}

/** `a` of `cast(a as real)`, which is 0 where `a` is. */
function withoutCast(text: string): string {
  return text.replace(/^cast \( (.*) as (real|float|double precision) \)$/, '$1')
}

/** Whether the divisor is not 0 where a comparison holds, or where it does not. */
function excludesZero(term: string, divisor: string, holds: boolean): boolean {
  const compared = term.replaceAll(divisor, '§')
  return holds
    ? /^(§ (<>|!=|>) 0|§ >=? [1-9]\d*|0 (<>|!=|<) §)$/.test(compared)
    : /^((§|(coalesce|ifnull) \( § , 0 \)) (=|==|<=) 0|0 ==? §)$/.test(compared)
}

/**
 * The conditions of each CASE and iif() around a place, and whether they hold there. None keeps an aggregate from being
 * computed. https://www.postgresql.org/docs/current/sql-expressions.html#SYNTAX-EXPRESS-EVAL
 */
function branchesAround(scope: QueryScope, at: number) {
  const found: { readonly condition: Range; readonly holds: boolean }[] = []
  let [then, holds, ended] = [-1, true, 0]
  for (let back = at - 1; back >= 0 && symbol(scope, back) !== 'select'; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') back = openingOf(scope, back) ?? 0
    else if (mark === 'end') ended++
    else if (mark === 'case' && ended > 0) ended--
    else if (ended > 0) continue
    else if (mark === '(' && /^(sum|avg|min|max|count|total)$/.test(callAt(scope, back - 1) ?? '')) break
    else if (mark === '(' && /^(iif|if)$/.test(callAt(scope, back - 1) ?? '')) {
      const [condition, ...others] = argumentsFrom(scope, back)
      const branch = others.findIndex(({ from, to }) => from <= at && at < to)
      if (condition !== undefined && branch >= 0) found.push({ condition, holds: branch === 0 })
    } else if (mark === 'case') [then, holds] = [-1, true]
    else if (mark === 'else') holds = false
    else if (mark === 'then') then = back
    else if (mark === 'when') {
      if (then >= 0) found.push({ condition: { from: back + 1, to: then }, holds })
      holds = false
    }
  }
  return found
}

/** A sum of no rows is NULL, and NULL by 0 is NULL. https://www.postgresql.org/docs/current/functions-aggregate.html */
function isNullOverNothing(scope: QueryScope, at: number, divisor: string): boolean {
  const [, counted] = /^count \( (.*) \)$/.exec(divisor) ?? []
  const isOfAll = counted === '*' || counted === '1'
  // a group has rows
  if (isOfAll && conditionsBehind(scope, 'group', at).length > 0) return true
  return factorsBefore(scope, at).some((factor) => {
    const [, summed] = /^(?:sum|avg) \( (.*) \)$/.exec(withoutCast(factor)) ?? []
    return summed !== undefined && (isOfAll || counted === summed)
  })
}

/** `a`, `b` and `c` of `a * b / c /`. */
function factorsBefore(scope: QueryScope, at: number): readonly string[] {
  const factors: string[] = []
  let to = at
  do {
    const open = openingOf(scope, to - 1)
    const from = open === null ? to - 1 : callAt(scope, open - 1) === null ? open : open - 1
    factors.push(plainText(scope, { from, to }))
    to = from - 1
  } while (/^[*/%.]$/.test(symbol(scope, to)))
  return factors
}

/** Whether SQLite has a double there, whose division keeps the rest. */
function isReal(scope: QueryScope, range: Range): boolean {
  const tokens = scope.tokens.slice(range.from, range.to)
  const isWritten = tokens.some(({ kind, value }) =>
    kind === 'number'
      ? /^(?!0x).*[.e]/i.test(value)
      : kind === 'word' && /^(real|float|double|avg|total)$/i.test(value),
  )
  return (
    isWritten ||
    columnsIn(scope, range).some(({ plan }) => /^(double precision|real)$/.test(plan?.type.kind ?? ''))
  )
}

/** Whole numbers that PostgreSQL has as numeric, which keeps the rest of a division. */
function cutDivision(
  scope: QueryScope,
  at: number,
  divisor: { readonly range: Range | null; readonly text: string },
): LintFinding | null {
  const whole = cutDecimals(scope, at, divisor)
  if (whole !== null) return whole
  const open = openingOf(scope, at - 1)
  if (open === null) return null
  const summed = { from: callAt(scope, open - 1) === null ? open : open - 1, to: at }
  if (isReal(scope, summed) || !sumsIntegers(scope, summed)) return null
  const what =
    'divides a sum of whole numbers, which PostgreSQL has as numeric: it keeps the rest that SQLite cuts'
  return { code: 'query-division', what, spelling: `div(${textOf(scope, summed)}, ${divisor.text})` }
}

/** The sum of bigint is numeric. https://www.postgresql.org/docs/current/functions-aggregate.html */
function sumsIntegers(scope: QueryScope, { from, to }: Range): boolean {
  for (let at = from; at < to; at++) {
    const [summed] = callAt(scope, at) === 'sum' ? argumentsFrom(scope, at + 1) : []
    const columns = summed === undefined ? [] : columnsIn(scope, summed)
    if (columns.length > 0 && columns.every(({ plan }) => plan?.type.kind === 'bigint')) return true
  }
  return false
}

function divisorText(scope: QueryScope, divisor: Range | null, isSafe: boolean): string {
  if (divisor === null) return '…'
  const column = columnFrom(scope, divisor.from)
  const text = column?.next === divisor.to ? column.text : textOf(scope, divisor)
  return isSafe ? text : `nullif(${text}, 0)`
}

export const DIVISION_RULES: readonly Rule[] = [division]
