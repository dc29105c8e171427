import { sameName } from '../../sql/same-name.ts'
import { endsValue } from './ends-value.ts'
import { columnFrom, type Range, symbol, type WrittenColumn } from './lint-tokens.ts'
import { blockAround, closingOf, openingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'

/** One item of the list of a SELECT. */
export interface SelectItem {
  /** The name that the list gives it; null where it gives none. */
  readonly name: string | null
  readonly expression: Range
}

/** What a term of an ORDER BY sorts by. */
export interface SortTerm {
  /** The column that it stands for, in each SELECT that a UNION joins; none where it is no column alone. */
  readonly columns: readonly WrittenColumn[]
  /** As it is written. */
  readonly text: string
  /** The place behind it. */
  readonly next: number
}

const END = /^(from|where|group|having|window|order|limit|offset|union|intersect|except|;)$/

/** The items of each SELECT of the statement around a place: of several, where UNION or the like joins them. */
export function selectLists(scope: QueryScope, at: number): readonly (readonly SelectItem[])[] {
  const lists: SelectItem[][] = []
  const { from: first, to: end } = blockAround(scope, at)
  let from: number | null = null
  for (let place = first; place <= end; place++) {
    const mark = place === end ? ';' : symbol(scope, place)
    if (mark === '(') place = closingOf(scope, place)
    const isEnd = mark === ',' || END.test(mark)
    if (isEnd && from !== null) lists.at(-1)?.push(itemIn(scope, { from, to: place }))
    if (mark === 'select') {
      lists.push([])
      from = /^(distinct|all)$/.test(symbol(scope, place + 1)) ? place + 2 : place + 1
    } else if (isEnd) from = mark === ',' && from !== null ? place + 1 : null
  }
  return lists
}

function itemIn(scope: QueryScope, { from, to }: Range): SelectItem {
  const token = scope.tokens[to - 1]
  const before = symbol(scope, to - 2) === 'as' ? to - 2 : to - 1
  const isName = token?.kind === 'word' || token?.kind === 'identifier'
  const isBehindValue = before === to - 2 || endsValue(scope.tokens[to - 2])
  if (!isName || !isBehindValue || before <= from || /^(end|null)$/.test(symbol(scope, to - 1)))
    return { name: null, expression: { from, to } }
  return { name: token.value, expression: { from, to: before } }
}

/** The column that an item is; null for any other expression. */
export function columnOf(scope: QueryScope, { expression }: SelectItem): WrittenColumn | null {
  const written = columnFrom(scope, expression.from)
  return written?.next === expression.to ? written : null
}

/**
 * What the term of an ORDER BY is that begins at a place. A number counts the items of the list, and a name is first one of
 * them, in both dialects; but not in the ORDER BY of a window or of an aggregate.
 * https://www.sqlite.org/lang_select.html#orderby, https://www.postgresql.org/docs/current/sql-select.html#SQL-ORDERBY
 */
export function sortTermAt(scope: QueryScope, at: number): SortTerm | null {
  const token = scope.tokens[at]
  if (token !== undefined && symbol(scope, at + 1) !== '.' && isOfStatement(scope, at)) {
    const lists = selectLists(scope, at)
    const [named = []] = lists
    const place =
      token.kind === 'number'
        ? Number(token.value) - 1
        : named.findIndex(({ name }) => name !== null && sameName(name, token.value))
    const items = lists.flatMap((list) => (hasStar(scope, list.slice(0, place)) ? [] : (list[place] ?? [])))
    if (token.kind === 'number' || (place >= 0 && (token.kind === 'word' || token.kind === 'identifier'))) {
      const text = token.kind === 'number' ? token.value : scope.sql.slice(token.start, token.end)
      return { columns: items.flatMap((item) => columnOf(scope, item) ?? []), text, next: at + 1 }
    }
  }
  const written = columnFrom(scope, at)
  return written === null ? null : { columns: [written], text: written.text, next: written.next }
}

function hasStar(scope: QueryScope, items: readonly SelectItem[]): boolean {
  return items.some(({ expression: { to } }) => symbol(scope, to - 1) === '*')
}

/** Whether a term belongs to the ORDER BY of a statement, and not to that of a window or an aggregate. */
function isOfStatement(scope: QueryScope, at: number): boolean {
  const { from } = blockAround(scope, at)
  for (let back = at - 1; back >= from; back--) {
    if (symbol(scope, back) === ')') back = openingOf(scope, back) ?? 0
    else if (symbol(scope, back) === '(') return false
  }
  return true
}
