import {
  argumentsFrom,
  atEach,
  callAt,
  columnFrom,
  columnsIn,
  columnTo,
  openingOf,
  type Range,
  type Rule,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'enum', 'other'])

const concatenation = atEach((scope, at) => {
  if (symbol(scope, at) !== '||') return null
  const sides = [at - 1, at + 1].map((place) => {
    if (scope.tokens[place]?.kind === 'number') return `${scope.tokens[place]?.value ?? ''}::text`
    return textOfColumn(place < at ? columnTo(scope, place) : columnFrom(scope, place))
  })
  if (sides.includes(null)) return null
  const what = 'joins two values that are no texts by ||, which PostgreSQL refuses'
  return {
    code: 'query-concatenation',
    what,
    spelling: `${sides.join(' || ')}; concat(a, b) passes over NULL`,
  }
})

/** The text that SQLite makes of a column; null for texts. */
function textOfColumn(written: WrittenColumn | null): string | null {
  const kind = written?.column.plan?.type.kind
  if (written === null || kind === undefined || TEXTS.has(kind)) return null
  if (kind === 'boolean') return `${written.text}::int::text`
  if (kind === 'numeric') return `trim_scale(${written.text})::text`
  if (/^(smallint|integer|bigint)$/.test(kind)) return `${written.text}::text`
  return `(${written.text} as a text, which PostgreSQL spells in its own way)`
}

const division = atEach((scope, at) => {
  const operator = symbol(scope, at)
  if (operator !== '/' && operator !== '%') return null
  const divisor = scope.tokens[at + 1]
  const isDecimal = divisor?.kind === 'number' && /[.e]/i.test(divisor.value)
  if (operator === '/' && !isDecimal) {
    const cut = cutDivision(scope, at)
    if (cut !== null) return cut
  }
  if (divisor === undefined || (divisor.kind === 'number' && Number(divisor.value) !== 0)) return null
  const what = 'divides by what can be 0: NULL in SQLite, an error in PostgreSQL'
  return { code: 'query-division', what, spelling: `a ${operator} nullif(b, 0)` }
})

/** Whole numbers that PostgreSQL has as numeric, which keeps the rest of a division. */
function cutDivision(scope: QueryScope, at: number) {
  const divisor = divisorText(scope, at + 1)
  const dividend = columnTo(scope, at - 1)
  if (dividend?.column.plan?.type.kind === 'numeric' && dividend.column.profile.integers > 0) {
    const { text, column } = dividend
    const what = `divides ${text}, whose whole numbers SQLite divides without a rest; numeric keeps it`
    const cut = `div(${text}, ${divisor})`
    const mixed = `case when ${text} = trunc(${text}) then ${cut} else ${text} / ${divisor} end`
    return { code: 'query-division', what, spelling: column.profile.reals > 0 ? mixed : cut } as const
  }
  const open = openingOf(scope, at - 1)
  if (open === null || !sumsIntegers(scope, { from: open - 1, to: at })) return null
  const from = callAt(scope, open - 1) === null ? open : open - 1
  const what =
    'divides a sum of whole numbers, which PostgreSQL has as numeric: it keeps the rest that SQLite cuts'
  return {
    code: 'query-division',
    what,
    spelling: `div(${textOf(scope, { from, to: at })}, ${divisor})`,
  } as const
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

function divisorText(scope: QueryScope, at: number): string {
  const token = scope.tokens[at]
  if (token?.kind === 'number') return token.value
  const column = columnFrom(scope, at)
  return column === null ? '…' : `nullif(${column.text}, 0)`
}

const FRACTIONS: ReadonlySet<string> = new Set(['double precision', 'real', 'numeric'])
const DOUBLES: ReadonlySet<string> = new Set(['double precision', 'real'])

function isOfKind(kinds: ReadonlySet<string>): (column: ScopeColumn) => boolean {
  return ({ plan }) => plan !== null && kinds.has(plan.type.kind)
}

/** PostgreSQL rounds a double to the even neighbour, and has no round() of a double with digits. */
const rounding = atEach((scope, at) => {
  if (callAt(scope, at) !== 'round') return null
  const [value, digits] = argumentsFrom(scope, at + 1)
  if (value === undefined || !columnsIn(scope, value).some(isOfKind(DOUBLES))) return null
  const what = 'rounds a double, of which PostgreSQL rounds a half to the even neighbour, and to no digits'
  const numeric = `${enclosed(scope, value)}::numeric`
  if (digits === undefined) return { code: 'query-rounding', what, spelling: `round(${numeric})` }
  const but = 'which takes 1.005 by its digits, and SQLite by its double, which is less'
  const spelling = `round(${numeric}, ${textOf(scope, digits)}), ${but}`
  return { code: 'query-rounding', what, spelling }
})

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
    if (!hasFractions(scope, value)) return null
    const what = 'casts to an integer, for which SQLite cuts the decimals and PostgreSQL rounds'
    return { code: 'query-rounding', what, spelling: `trunc(${text})::bigint` }
  }
  if (type === 'real') {
    const what = 'casts to real, which has only six digits in PostgreSQL'
    return { code: 'query-cast', what, spelling: `cast(${text} as double precision)` }
  }
  if (!/^(native )?(n|var|nvar)?char(acter)?( varying)? ?\(/.test(type)) return null
  const what = `casts to ${type}, which cuts texts in PostgreSQL and not in SQLite`
  return { code: 'query-cast', what, spelling: `cast(${text} as text)` }
})

function lastAs(scope: QueryScope, { from, to }: Range): number | null {
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

export const NUMBER_RULES: readonly Rule[] = [concatenation, division, rounding, casts]
