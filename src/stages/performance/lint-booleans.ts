import {
  argumentsFrom,
  atEach,
  COMPARISONS,
  callAt,
  columnFrom,
  columnTo,
  isAssigned,
  isText,
  type Range,
  type Rule,
  symbol,
  textOf,
} from './lint-tokens.ts'
import { numberOfText } from './number-of-text.ts'
import { closingOf, openingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'

/** A boolean as it is written in a query, and as PostgreSQL takes it. */
interface WrittenBoolean extends Range {
  readonly column: string
  readonly text: string
}

function booleanFrom(scope: QueryScope, at: number): WrittenBoolean | null {
  const written = columnFrom(scope, at)
  if (written?.column.plan?.type.kind !== 'boolean') return coalescedBoolean(scope, at)
  return { column: written.text, text: written.text, from: written.from, to: written.next }
}

function booleanTo(scope: QueryScope, at: number): WrittenBoolean | null {
  const open = openingOf(scope, at)
  if (open !== null) return coalescedBoolean(scope, open - 1)
  const written = columnTo(scope, at)
  return written === null ? null : booleanFrom(scope, written.from)
}

/** Of `ifnull(flag, 0)` the two are of one type in SQLite alone. */
export function coalescedBoolean(scope: QueryScope, at: number): WrittenBoolean | null {
  if (!/^(coalesce|ifnull)$/.test(callAt(scope, at) ?? '')) return null
  const [first, second, third] = argumentsFrom(scope, at + 1)
  if (first === undefined || second === undefined || third !== undefined) return null
  const flag = columnFrom(scope, first.from)
  const other = numberAt(scope, second.from)
  const isLone = flag?.next === first.to && second.to === second.from + 1
  if (flag?.column.plan?.type.kind !== 'boolean' || !isLone || other === null) return null
  const to = closingOf(scope, at + 1) + 1
  return { column: flag.text, text: `coalesce(${flag.text}, ${other === 1})`, from: at, to }
}

/** 0 or 1; null for any other token. */
function numberAt({ tokens }: QueryScope, at: number): number | null {
  const token = tokens[at]
  return token?.kind === 'number' && /^[01]$/.test(token.value) ? Number(token.value) : null
}

const coalesced = atEach((scope, at) => {
  const written = coalescedBoolean(scope, at)
  if (written === null) return null
  const { from, to } = written
  const isCompared =
    (COMPARISONS.has(symbol(scope, to)) && numberAt(scope, to + 1) !== null) ||
    (COMPARISONS.has(symbol(scope, from - 1)) && numberAt(scope, from - 2) !== null)
  return isCompared ? null : booleanFinding(written.column, written.text)
})

/** 0 and 1 beside a boolean; no other number equals one in SQLite. */
const booleans = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (mark === 'in') return booleanList(scope, at)
  if (mark === 'between') return booleanRange(scope, at)
  const negated = mark === 'is' && symbol(scope, at + 1) === 'not'
  const next = negated ? at + 2 : at + 1
  if (mark !== 'is' && !COMPARISONS.has(mark)) return null
  const [left, right] = [booleanTo(scope, at - 1), booleanFrom(scope, next)]
  const written = left ?? right
  const number = numberAt(scope, left === null ? at - 1 : next)
  if (written === null || number === null) return null
  const { text } = written
  if (mark === 'is')
    return booleanFinding(written.column, `${text} is ${negated ? 'not ' : ''}${number === 1}`)
  if (isAssigned(scope, at)) return booleanFinding(written.column, `${text} = ${number === 1}`)
  const condition = conditionOf(text, left === null ? (TURNED[mark] ?? mark) : mark, number)
  return condition === null ? null : booleanFinding(written.column, condition)
})

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** What a comparison of a boolean with 0 or 1 says of it; null where it holds for both, or for none. */
function conditionOf(text: string, operator: string, number: number): string | null {
  const passing = [0, 1].filter((value) => holds(value, operator, number))
  if (passing.length !== 1) return null
  return passing[0] === 1 ? text : `not ${text}`
}

/** The condition that `flag = 1` is, where nothing else stands there. */
function booleanIn(scope: QueryScope, { from, to }: Range) {
  const written = booleanFrom(scope, from)
  const number = written === null ? null : numberAt(scope, written.to + 1)
  if (written === null || number === null || written.to + 2 !== to) return null
  const text = conditionOf(written.text, symbol(scope, written.to), number)
  return text === null ? null : { column: written.column, text }
}

function holds(a: number, operator: string, b: number): boolean {
  if (/^==?$/.test(operator)) return a === b
  if (/^(<>|!=)$/.test(operator)) return a !== b
  return (operator.endsWith('=') && a === b) || (operator.startsWith('<') ? a < b : a > b)
}

function booleanList(scope: QueryScope, at: number) {
  const negated = symbol(scope, at - 1) === 'not'
  const left = booleanTo(scope, negated ? at - 2 : at - 1)
  if (left === null || symbol(scope, at + 1) !== '(') return null
  const items = argumentsFrom(scope, at + 1).map(({ from }) => numberAt(scope, from))
  if (items.includes(null)) return null
  const list = items.map((item) => item === 1).join(', ')
  return booleanFinding(left.column, `${left.text} ${negated ? 'not ' : ''}in (${list})`)
}

function booleanRange(scope: QueryScope, at: number) {
  const negated = symbol(scope, at - 1) === 'not'
  const left = booleanTo(scope, negated ? at - 2 : at - 1)
  const [low, high] = [numberAt(scope, at + 1), numberAt(scope, at + 3)]
  if (left === null || low === null || high === null || symbol(scope, at + 2) !== 'and') return null
  const range = `between ${low === 1} and ${high === 1}`
  return booleanFinding(left.column, `${left.text} ${negated ? 'not ' : ''}${range}`)
}

const cases = atEach((scope, at) => {
  const written = symbol(scope, at) === 'case' ? booleanFrom(scope, at + 1) : null
  const number = written === null ? null : numberAt(scope, written.to + 1)
  if (written === null || number === null || symbol(scope, written.to) !== 'when') return null
  return booleanFinding(written.column, `case ${written.text} when ${number === 1}`)
})

/** Sums and arithmetic of conditions: SQLite has no other type for them than integers. */
const booleanNumbers = atEach((scope, at) => {
  const column = columnTo(scope, at)
  if (column?.column.plan?.type.kind !== 'boolean') return null
  const [before, after] = [symbol(scope, column.from - 1), symbol(scope, column.next)]
  const isSum =
    /^(sum|total|avg|min|max)$/.test(symbol(scope, column.from - 2)) && before === '(' && after === ')'
  const isArithmetic = /^[-+*/]$/.test(before) || /^[-+*/]$/.test(after)
  return isSum || isArithmetic ? booleanFinding(column.text, `${column.text}::int`) : null
})

/** `sum(status = 'paid')` */
const sums = atEach((scope, at) => {
  const name = callAt(scope, at)
  if (name === null || !/^(sum|avg)$/.test(name)) return null
  const [condition, ...others] = argumentsFrom(scope, at + 1)
  if (condition === undefined || others.length > 0 || !isCondition(scope, condition)) return null
  const flag = booleanIn(scope, condition)
  if (flag !== null) return booleanFinding(flag.column, `${name}((${flag.text})::int)`)
  const text = textOf(scope, condition).replaceAll('==', '=')
  const count = name === 'sum' ? `, or count(*) filter (where ${text}), which is 0 of no row` : ''
  return booleanFinding(text, `${name}((${text})::int)${count}`)
})

/** Whether a comparison or a condition is the outermost of a part of a query. */
function isCondition(scope: QueryScope, { from, to }: Range): boolean {
  for (let at = from; at < to; at++) {
    const mark = symbol(scope, at)
    if (mark === 'case') return false
    if (mark === '(') at = closingOf(scope, at)
    else if (COMPARISONS.has(mark) || /^(is|isnull|notnull|in|like|between|and|or|not)$/.test(mark))
      return true
  }
  return false
}

function booleanFinding(text: string, spelling: string) {
  const what = `uses ${text} as a number; it is a boolean in PostgreSQL, which refuses that`
  return { code: 'query-boolean-as-number', what, spelling } as const
}

const NUMBERS: ReadonlySet<string> = new Set(
  'smallint,integer,bigint,numeric,real,double precision'.split(','),
)
const BEFORE_CONDITION = /^(where|and|or|not|on|having|when)$/
const BEHIND_CONDITION =
  /^(\)|;|and|or|then|group|order|limit|having|union|intersect|except|returning|window|from|,|as|else|end)$/

/** `where discount`, and `where 1`: a number that is not 0 is true in SQLite. */
const conditions = atEach((scope, at, token) => {
  const before = symbol(scope, at - 1)
  const isOperand = before === 'not' && symbol(scope, at - 2) === 'is'
  if (!BEFORE_CONDITION.test(before) || isOperand || isUpperBound(scope, at - 1)) return null
  if (before === 'when' && !isSearched(scope, at - 1)) return null
  const written = columnFrom(scope, at)
  const isNumber = written !== null && NUMBERS.has(written.column.plan?.type.kind ?? '')
  const isEnd = (next: number) =>
    scope.tokens[next] === undefined || BEHIND_CONDITION.test(symbol(scope, next))
  if (isNumber && isEnd(written.next)) return conditionFinding(written.text, `${written.text} <> 0`)
  if (written !== null && isText(written.column) && isEnd(written.next))
    return conditionFinding(written.text, `${numberOfText(written.text, 'numeric')} <> 0`, 'text')
  if (token.kind !== 'number' || !isEnd(at + 1)) return null
  return conditionFinding(token.value, String(Number(token.value) !== 0))
})

/** Whether the CASE of a WHEN compares nothing: `case when a` and not `case a when b`. */
function isSearched(scope: QueryScope, when: number): boolean {
  for (let at = when - 1, ends = 0; at >= 0; at--) {
    const mark = symbol(scope, at)
    if (mark === ')') at = openingOf(scope, at) ?? 0
    if (mark === 'end') ends++
    if (mark === 'case' && --ends < 0) return symbol(scope, at + 1) === 'when'
  }
  return false
}

/** Whether the AND at a place is that of a BETWEEN. */
function isUpperBound(scope: QueryScope, and: number): boolean {
  if (symbol(scope, and) !== 'and') return false
  for (let at = and - 1; at >= 0; at--) {
    const mark = symbol(scope, at)
    if (mark === ')') at = openingOf(scope, at) ?? 0
    else if (mark === 'between') return true
    else if (/^(\(|and|or|where|on|having|when|select)$/.test(mark)) return false
  }
  return false
}

function conditionFinding(text: string, spelling: string, kind: 'number' | 'text' = 'number') {
  const what = `takes ${text} for a condition; it is a ${kind} in PostgreSQL, which refuses that`
  return { code: 'query-operator', what, spelling } as const
}

export const BOOLEAN_RULES: readonly Rule[] = [coalesced, booleans, cases, booleanNumbers, sums, conditions]
