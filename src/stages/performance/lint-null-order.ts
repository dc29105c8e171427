import { sameName } from '../../sql/same-name.ts'
import {
  atEach,
  callAt,
  columnFrom,
  columnTo,
  isText,
  type Range,
  type Rule,
  symbol,
  textOf,
  type WrittenColumn,
} from './lint-tokens.ts'
import { isFilledUp } from './outer-joins.ts'
import { clauseOf, conditionsBehind, plainText } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { type SortTerm, sortTermAt } from './select-list.ts'

const nullOrder = atEach((scope, at) => {
  if (clauseOf(scope, at) !== 'order') return null
  const conditions = [...conditionsBehind(scope, 'where', at), ...conditionsBehind(scope, 'on', at)]
  const canBeNull = (one: WrittenColumn) =>
    (one.column.profile.nulls > 0 || isFilledUp(scope, one)) &&
    !isSettledBefore(scope, at, one) &&
    !conditions.some((condition) => excludesNull(scope, condition, one))
  const lone = sortTermAt(scope, at + 1)
  const term = lone !== null && isEnd(scope, lone.next) ? lone : calculatedAt(scope, at + 1)
  if (term === null || !term.columns.some(canBeNull)) return null
  let { next, text } = term
  if (isFolded(scope, term)) text = `lower(${text})`
  for (; symbol(scope, next) === 'collate'; next += 2) text = collated(text, scope.tokens[next + 1]?.value)
  const direction = symbol(scope, next)
  if (direction === 'asc' || direction === 'desc') next++
  const isWhole =
    scope.tokens[next] === undefined || /^(,|\)|;|limit|rows|range|groups)$/.test(symbol(scope, next))
  if (!isWhole) return null
  const spelling = direction === 'desc' ? `${text} desc nulls last` : `${text} nulls first`
  const what = `sorts by ${term.text}, whose NULLs come at the other end in PostgreSQL`
  return { code: 'query-null-order', what, spelling }
})

/** A column alone that SQLite sorts without regard to case, which a rule of its own tells. */
function isFolded(scope: QueryScope, { columns, text, next }: SortTerm): boolean {
  const [written, ...others] = columns
  if (written === undefined || others.length > 0 || symbol(scope, next) === 'collate') return false
  return written.text === text && written.column.collation === 'NOCASE' && isText(written.column)
}

const OPERATORS = /^([-+*/%(),|]|\|\||==?|<>|!=|[<>]=?|not|as|integer|text|real)$/
const CALLS =
  /^(abs|cast|date|datetime|instr|julianday|length|lower|ltrim|replace|round|rtrim|strftime|substr|substring|time|trim|upper)$/
const END = /^(asc|desc|nulls|collate|limit|offset|rows|range|groups|;)$/

function isEnd(scope: QueryScope, at: number): boolean {
  return scope.tokens[at] === undefined || /^[,)]$/.test(symbol(scope, at)) || END.test(symbol(scope, at))
}

/** A term that is calculated, and NULL where one of its columns is; null for any other. */
function calculatedAt(scope: QueryScope, from: number): SortTerm | null {
  let to = from
  for (let depth = 0; to < scope.tokens.length; to++) {
    const mark = symbol(scope, to)
    if (depth === 0 && isEnd(scope, to)) break
    if (mark === '(') depth++
    if (mark === ')') depth--
  }
  const places = Array.from({ length: to - from }, (_, at) => from + at)
  const columns = places.flatMap((at) => columnTo(scope, at) ?? [])
  const isPassedOn = places.every((at) => {
    const call = callAt(scope, at)
    if (call !== null) return CALLS.test(call)
    const kind = scope.tokens[at]?.kind
    if (kind === 'string' || kind === 'number' || OPERATORS.test(symbol(scope, at))) return true
    return columns.some((one) => one.from <= at && at < one.next)
  })
  if (columns.length === 0 || !isPassedOn) return null
  return { columns, text: textOf(scope, { from, to }), next: to }
}

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
