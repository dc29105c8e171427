import { sameName } from '../../sql/same-name.ts'
import { symbol, type WrittenColumn } from './lint-tokens.ts'
import { closingOf, openingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'

const BEHIND_JOINS = /^(where|group|having|window|order|limit|union|intersect|except|returning|select|;)$/

/**
 * Whether an outer join can put a NULL in the place of a column: its table stands on the side that is filled up.
 * https://www.sqlite.org/lang_select.html#special_handling_of_cross_join_
 */
export function isFilledUp(scope: QueryScope, { column, from, next }: WrittenColumn): boolean {
  const qualifier = next - from > 2 ? (scope.tokens[next - 3]?.value ?? '') : null
  return scope.references.some(({ name, alias, at, block }) => {
    const isOwner = sameName(name, column.table) && (qualifier === null || sameName(alias, qualifier))
    if (!isOwner || from < block.from || from > block.to) return false
    return isRightOf(scope, at, block.from) || isLeftOf(scope, at)
  })
}

/** Whether a LEFT or a FULL JOIN stands before a table, or before the parentheses that it is joined in. */
function isRightOf(scope: QueryScope, at: number, first: number): boolean {
  for (let back = at; back > first; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') back = openingOf(scope, back) ?? 0
    else if (mark === '(' || back === at || symbol(scope, back + 1) === '.') {
      const start = symbol(scope, back - 1) === '.' ? back - 2 : back
      if (/^(left|full)$/.test(joinBefore(scope, start))) return true
    } else if (mark === 'from') return false
  }
  return false
}

/** The word of the JOIN that ends before a place: `left` of `left outer join t`. */
function joinBefore(scope: QueryScope, at: number): string {
  if (symbol(scope, at - 1) !== 'join') return ''
  return symbol(scope, symbol(scope, at - 2) === 'outer' ? at - 3 : at - 2)
}

/** Whether a RIGHT or a FULL JOIN follows a table, on its own level or around it. */
function isLeftOf(scope: QueryScope, at: number): boolean {
  for (let place = at + 1; place < scope.tokens.length; place++) {
    const mark = symbol(scope, place)
    if (mark === '(') place = closingOf(scope, place)
    else if (BEHIND_JOINS.test(mark)) return false
    else if (/^(right|full)$/.test(mark) && /^(outer|join)$/.test(symbol(scope, place + 1))) return true
  }
  return false
}
