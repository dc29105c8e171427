import type { LintFinding } from './lint-finding.ts'
import {
  callAt,
  columnFrom,
  columnTo,
  type Range,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import { openingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'

/**
 * Whole numbers of decimal columns, which SQLite has as integers: it cuts the rest of their division, and PostgreSQL keeps it
 * as numeric. https://www.sqlite.org/datatype3.html#type_affinity
 *
 * @param at the place of the `/`
 * @param divisor its place, null where that is not known, and how PostgreSQL is to have it
 * @returns null where the dividend is something else, or more than columns, products, sums and extremes of them
 */
export function cutDecimals(
  scope: QueryScope,
  at: number,
  divisor: { readonly range: Range | null; readonly text: string },
): LintFinding | null {
  const range = productBefore(scope, at)
  if (range === null) return null
  const columns = writtenIn(scope, range)
  const decimals = columns.filter(({ column }) => column.plan?.type.kind === 'numeric')
  const isKnown = columns.every(({ column }) => isWholeOrDecimal(column.plan?.type.kind))
  if (decimals.length === 0 || !isKnown || hasFraction(scope, range)) return null
  if (decimals.some(({ column }) => column.profile.integers === 0)) return null
  const text = textOf(scope, range)
  const what = `divides ${text}, whose whole numbers SQLite divides without a rest; numeric keeps it`
  const cut = `div(${text}, ${divisor.text})`
  const conditions = [range, ...(divisor.range === null ? [] : [divisor.range])].flatMap((side) => {
    const mixed = writtenIn(scope, side).filter(isMixed)
    return mixed.length === 0 ? [] : [conditionOfWhole(scope, side, textOf(scope, side), mixed)]
  })
  if (conditions.includes(null)) return null
  const mixed = `case when ${conditions.join(' and ')} then ${cut} else ${text} / ${divisor.text} end`
  return { code: 'query-division', what, spelling: conditions.length > 0 ? mixed : cut }
}

/** A decimal column that SQLite has integers and reals in, or reals alone. */
function isMixed({ column: { plan, profile } }: WrittenColumn): boolean {
  return plan?.type.kind === 'numeric' && profile.reals > 0
}

/** `a * b` before a division, and nothing of a division before it. */
function productBefore(scope: QueryScope, at: number): Range | null {
  let from = at
  do {
    const last = from === at ? at - 1 : from - 2
    const open = openingOf(scope, last)
    from = open === null ? last : callAt(scope, open - 1) === null ? open : open - 1
    while (symbol(scope, from - 1) === '.') from -= 2
  } while (symbol(scope, from - 1) === '*')
  return /^[/%.]$/.test(symbol(scope, from - 1)) || from < 0 ? null : { from, to: at }
}

function writtenIn(scope: QueryScope, { from, to }: Range): readonly WrittenColumn[] {
  return scope.tokens.flatMap((_, at) => (at < from || at >= to ? [] : (columnTo(scope, at) ?? [])))
}

function isWholeOrDecimal(kind: string | undefined): boolean {
  return /^(numeric|smallint|integer|bigint)$/.test(kind ?? '')
}

function hasFraction({ tokens }: QueryScope, { from, to }: Range): boolean {
  return tokens.slice(from, to).some(({ kind, value }) => kind === 'number' && /^(?!0x).*[.e]/i.test(value))
}

/** When SQLite computes with integers alone; null where that has no short expression. */
function conditionOfWhole(
  scope: QueryScope,
  { from, to }: Range,
  text: string,
  decimals: readonly WrittenColumn[],
): string | null {
  const calls = scope.tokens.slice(from, to).flatMap((_, at) => callAt(scope, from + at) ?? [])
  const [call] = calls
  const each = decimals.map((one) => `${one.text} = trunc(${one.text})`).join(' and ')
  if (call === undefined) return each
  const isLone = callAt(scope, from) === call && columnFrom(scope, from + 2)?.next === to - 1
  if (!isLone) return null
  if (call === 'sum') return `bool_and(${each})`
  return call === 'max' || call === 'min' ? `${text} = trunc(${text})` : null
}
