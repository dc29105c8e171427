import type { LintFinding } from './lint-finding.ts'
import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnsIn,
  columnTo,
  isText,
  type Range,
  type Rule,
  symbol,
  textOf,
} from './lint-tokens.ts'
import { numberOfText } from './number-of-text.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'
import { textOfColumn } from './text-of-column.ts'

const concatenation = atEach((scope, at) => {
  if (symbol(scope, at) !== '||') return null
  const bytes = [columnTo(scope, at - 1), columnFrom(scope, at + 1)].map((side) =>
    side?.column.plan?.type.kind === 'bytea' ? side.text : null,
  )
  if (!bytes.includes(null)) {
    const what = 'joins bytes by ||, which SQLite makes a text of, and PostgreSQL bytes'
    return { code: 'query-concatenation', what, spelling: `convert_from(${bytes.join(' || ')}, 'UTF8')` }
  }
  const sides = [at - 1, at + 1].map((place) => {
    if (scope.tokens[place]?.kind === 'number') return `${scope.tokens[place]?.value ?? ''}::text`
    const written = place < at ? columnTo(scope, place) : columnFrom(scope, place)
    // an enum joins a text by itself
    return written === null || written.column.plan?.type.kind === 'enum' ? null : textOfColumn(written)
  })
  if (sides.includes(null)) return null
  const what = 'joins two values that are no texts by ||, which PostgreSQL refuses'
  return {
    code: 'query-concatenation',
    what,
    spelling: `${sides.join(' || ')}; concat(a, b) passes over NULL`,
  }
})

const FRACTIONS: ReadonlySet<string> = new Set(['double precision', 'real', 'numeric'])
const DOUBLES: ReadonlySet<string> = new Set(['double precision', 'real'])

function isOfKind(kinds: ReadonlySet<string>): (column: ScopeColumn) => boolean {
  return ({ plan }) => plan !== null && kinds.has(plan.type.kind)
}

/** PostgreSQL rounds a double to the even neighbour, and has no round() of a double with digits. */
const rounding = atEach((scope, at) => {
  if (callAt(scope, at) !== 'round') return null
  const [value, digits] = argumentsFrom(scope, at + 1)
  if (value === undefined) return null
  if (digits !== undefined && symbol(scope, digits.from) === '-') {
    const what = 'rounds to digits below 0, for which SQLite takes 0'
    return { code: 'query-rounding', what, spelling: `round(${enclosed(scope, value)}::text::numeric)` }
  }
  if (!isDouble(scope, value)) return null
  const what = 'rounds a double, of which PostgreSQL rounds a half to the even neighbour, and to no digits'
  // a cast of a double to numeric keeps fifteen digits, and its text all of them
  const numeric = `${enclosed(scope, value)}::text::numeric`
  if (digits === undefined) return { code: 'query-rounding', what, spelling: `round(${numeric})` }
  const but = 'which takes 1.005 by its digits, and SQLite by its double, which is less'
  const spelling = `round(${numeric}, ${textOf(scope, digits)}), ${but}`
  return { code: 'query-rounding', what, spelling }
})

/**
 * Whether PostgreSQL has a double there: of a column, or of a function that gives one for integers.
 * https://www.postgresql.org/docs/current/functions-math.html
 */
function isDouble(scope: QueryScope, range: Range): boolean {
  const columns = columnsIn(scope, range)
  if (columns.some(isOfKind(DOUBLES))) return true
  const tokens = scope.tokens.slice(range.from, range.to)
  const isNumeric =
    columns.some(({ plan }) => plan?.type.kind === 'numeric') ||
    tokens.some(({ kind, value }) => kind === 'number' && /[.e]/i.test(value))
  const isFloating = tokens.some((_, at) => FLOATING.test(callAt(scope, range.from + at) ?? ''))
  const isCast = tokens.some(
    ({ value }, at) =>
      /^as$/i.test(value) && /^(real|float|double)$/.test(symbol(scope, range.from + at + 1)),
  )
  return isCast || (isFloating && !isNumeric)
}

const FLOATING = /^(sqrt|exp|ln|log|log10|log2|pow|power|a?(sin|cos|tan)h?|atan2|degrees|radians|pi)$/

/** A cast to an integer cuts in SQLite. https://www.sqlite.org/lang_expr.html#castexpr */
const casts = atEach((scope, at) => {
  if (callAt(scope, at) !== 'cast') return null
  const [inside] = argumentsFrom(scope, at + 1)
  if (inside === undefined) return null
  const as = lastAs(scope, inside)
  if (as === null) return null
  const value = { from: inside.from, to: as }
  const type = textOf(scope, { from: as + 1, to: inside.to })
    .toLowerCase()
    .replace(/\s+/g, ' ')
  const text = textOf(scope, value)
  if (/^(big|small|tiny|medium)?int(eger|2|4|8)?$/.test(type)) {
    if (!hasFractions(scope, value)) return castOfText(scope, value)
    const what = 'casts to an integer, for which SQLite cuts the decimals and PostgreSQL rounds'
    return { code: 'query-rounding', what, spelling: `trunc(${text})::bigint` }
  }
  if (/^(real|float|double|double precision|numeric|decimal)$/.test(type))
    return castToFraction(scope, value, type)
  if (type === 'blob') return castToBytes(scope, value)
  if (!/^(native )?(n|var|nvar)?char(acter)?( varying)? ?\(/.test(type)) return null
  const what = `casts to ${type}, which cuts texts in PostgreSQL and not in SQLite`
  return { code: 'query-cast', what, spelling: `cast(${text} as text)` }
})

/** SQLite takes the digits at the start; nobody knows whether all texts of production are numbers. */
function castOfText(scope: QueryScope, value: Range): LintFinding | null {
  const column = columnFrom(scope, value.from)
  if (column?.next !== value.to || !isText(column.column)) return null
  const { text } = column
  const what = `casts ${text} to an integer, of which a text that is no number is 0 in SQLite and an error in PostgreSQL`
  return { code: 'query-cast', what, spelling: numberOfText(text, 'bigint'), priority: 'LOW' }
}

function castToFraction(scope: QueryScope, value: Range, type: string): LintFinding | null {
  const isExact = type === 'numeric' || type === 'decimal'
  const column = columnFrom(scope, value.from)
  if (column?.next === value.to && isText(column.column)) {
    const what = `casts ${column.text} to ${type}, of which a text that is no number is 0 in SQLite and an error in PostgreSQL`
    const spelling = numberOfText(column.text, isExact ? 'numeric' : 'double precision')
    return { code: 'query-cast', what, spelling, ...(type === 'real' ? {} : { priority: 'LOW' }) }
  }
  if (type === 'double') {
    const what = 'casts to double, which is double precision in PostgreSQL'
    return { code: 'query-cast', what, spelling: `cast(${textOf(scope, value)} as double precision)` }
  }
  if (type !== 'real') return null
  const what = 'casts to real, which has only six digits in PostgreSQL'
  return { code: 'query-cast', what, spelling: `cast(${textOf(scope, value)} as double precision)` }
}

/** https://www.postgresql.org/docs/current/functions-binarystring.html */
function castToBytes(scope: QueryScope, value: Range): LintFinding {
  const column = columnFrom(scope, value.from)
  const written = textOf(scope, value)
  const isLone = column?.next === value.to
  const isBytes = isLone && column.column.plan?.type.kind === 'bytea'
  const text = isLone ? (textOfColumn(column) ?? column.text) : `(${written})::text`
  const what = 'casts to blob, which is bytea in PostgreSQL, and reads no text as its bytes'
  return { code: 'query-cast', what, spelling: isBytes ? written : `convert_to(${text}, 'UTF8')` }
}

/** Where the type of a cast begins; null where there is none. */
export function lastAs(scope: QueryScope, { from, to }: Range): number | null {
  for (let at = to - 1; at > from; at--) if (symbol(scope, at) === 'as') return at
  return null
}

function hasFractions(scope: QueryScope, range: Range): boolean {
  const tokens = scope.tokens.slice(range.from, range.to)
  const isDecimal = tokens.some(({ kind, value }) => kind === 'number' && /[.e]/i.test(value))
  return isDecimal || columnsIn(scope, range).some(isOfKind(FRACTIONS))
}

function enclosed(scope: QueryScope, range: Range): string {
  const text = textOf(scope, range)
  return columnFrom(scope, range.from)?.next === range.to ? text : `(${text})`
}

export const NUMBER_RULES: readonly Rule[] = [concatenation, rounding, casts]
