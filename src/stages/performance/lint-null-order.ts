import { sameName } from '../../sql/same-name.ts'
import {
  atEach,
  columnFrom,
  columnTo,
  type Range,
  type Rule,
  symbol,
  type WrittenColumn,
} from './lint-tokens.ts'
import { isFilledUp } from './outer-joins.ts'
import { clauseOf, conditionsBehind, plainText } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { sortTermAt } from './select-list.ts'

const nullOrder = atEach((scope, at) => {
  if (clauseOf(scope, at) !== 'order') return null
  const term = sortTermAt(scope, at + 1)
  const written = term?.columns.find((one) => one.column.profile.nulls > 0 || isFilledUp(scope, one))
  if (term === null || written === undefined) return null
  let { next, text } = term
  for (; symbol(scope, next) === 'collate'; next += 2) text = collated(text, scope.tokens[next + 1]?.value)
  const direction = symbol(scope, next)
  if (direction === 'asc' || direction === 'desc') next++
  const isWhole =
    scope.tokens[next] === undefined || /^(,|\)|;|limit|rows|range|groups)$/.test(symbol(scope, next))
  if (!isWhole || isSettledBefore(scope, at, written)) return null
  const conditions = [...conditionsBehind(scope, 'where', at), ...conditionsBehind(scope, 'on', at)]
  if (conditions.some((condition) => excludesNull(scope, condition, written))) return null
  const spelling = direction === 'desc' ? `${text} desc nulls last` : `${text} nulls first`
  const what = `sorts by ${term.text}, whose NULLs come at the other end in PostgreSQL`
  return { code: 'query-null-order', what, spelling }
})

/** What stands for the collations of SQLite. https://www.sqlite.org/datatype3.html#collating_sequences */
function collated(text: string, collation: string | undefined): string {
  switch (collation?.toLowerCase()) {
    case 'nocase':
      return `lower(${text})`
    case 'rtrim':
      return `rtrim(${text}, ' ')`
    case 'binary':
      return `${text} collate "C"`
    default:
      return text
  }
}

/** `order by closed is null, closed` */
function isSettledBefore(scope: QueryScope, at: number, written: WrittenColumn): boolean {
  for (let back = at; back >= 0 && symbol(scope, back) !== 'by'; back--) {
    const before = columnTo(scope, back)
    const behind = plainText(scope, { from: back + 1, to: Math.min(back + 4, at) })
    if (/^(is null|is not null|not null|isnull|notnull)\b/.test(behind) && isSame(scope, before, written))
      return true
  }
  return false
}

/** No comparison of NULL is true, unless another one takes its result, or nothing is in the list behind NOT IN. */
function excludesNull(scope: QueryScope, term: Range, written: WrittenColumn): boolean {
  const [left, right] = [columnFrom(scope, term.from), columnTo(scope, term.to - 1)]
  const behind = left === null ? '' : plainText(scope, { from: left.next, to: term.to })
  if (isSame(scope, left, written) && /^(is not null|not null|notnull)$/.test(behind)) return true
  if (/ (is|isnull|notnull) ?/.test(` ${plainText(scope, term)} `)) return false
  if (isSame(scope, left, written) && COMPARISON.test(behind)) return true
  return isSame(scope, right, written) && /^(==?|<>|!=|[<>]=?)$/.test(symbol(scope, (right?.from ?? 0) - 1))
}

const COMPARISON =
  /^(collate \w+ )?((==?|<>|!=|[<>]=?|(not )?(like|glob|between)|in) |not in \( (?!select|with|\)))/

function isSame(scope: QueryScope, one: WrittenColumn | null, { column, text }: WrittenColumn): boolean {
  if (one === null || one.column.table !== column.table || one.column.name !== column.name) return false
  const tables = scope.references.filter(({ name }) => sameName(name, column.table))
  return tables.length === 1 || sameName(one.text, text)
}

export const NULL_ORDER_RULES: readonly Rule[] = [nullOrder]
