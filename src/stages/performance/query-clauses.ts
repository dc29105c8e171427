import { type Range, symbol } from './lint-tokens.ts'
import type { QueryScope } from './query-scope.ts'

const CLAUSES =
  /^(where|group|having|window|order|limit|returning|on|join|left|right|full|inner|cross|natural|,|;)$/

/**
 * The conditions behind a word that hold for each row of the statement around a place: those that AND joins outside of
 * parentheses. Of the clause that the place itself is in there are none, as PostgreSQL promises no order among them; and of
 * ON none where an outer join fills up rows. https://www.postgresql.org/docs/current/sql-expressions.html#SYNTAX-EXPRESS-EVAL
 */
export function conditionsBehind(
  scope: QueryScope,
  word: 'where' | 'group' | 'having' | 'on',
  at: number,
): readonly Range[] {
  const clauses = splitBy(scope, statementAround(scope, at), CLAUSES)
  const markOf = ({ from }: Range) => symbol(scope, from - 1)
  if (word === 'on' && clauses.some((clause) => /^(left|right|full)$/.test(markOf(clause)))) return []
  const chosen = clauses.filter((clause) => markOf(clause) === word && !(clause.from <= at && at < clause.to))
  return chosen.flatMap((clause) => termsOf(scope, clause, 'and'))
}

/** The parts of a condition that all hold (`and`), or of which none does (`or`); none where that is not known. */
export function termsOf(scope: QueryScope, whole: Range, word: 'and' | 'or'): readonly Range[] {
  const range = withoutParentheses(scope, whole)
  if (word === 'and' && splitBy(scope, range, /^or$/).length > 1) return []
  const parts = splitBy(scope, range, word === 'and' ? /^and$/ : /^or$/)
  return parts.length === 1 ? parts : parts.flatMap((part) => termsOf(scope, part, word))
}

/** The clause whose next term follows a BY or a comma. */
export function clauseOf(scope: QueryScope, at: number): 'order' | 'group' | 'partition' | null {
  const here = symbol(scope, at)
  if (here !== 'by' && here !== ',') return null
  for (let back = at, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') depth++
    if (mark === '(' && --depth < 0) return null
    if (depth > 0) continue
    const before = symbol(scope, back - 1)
    if (mark === 'by')
      return before === 'order' || before === 'group' || before === 'partition' ? before : null
    if (/^(select|from|where|having|limit|set|values)$/.test(mark)) return null
  }
  return null
}

/** One part of a UNION is a statement; what sorts all of them belongs to none. */
function statementAround(scope: QueryScope, at: number): Range {
  const whole = blockAround(scope, at)
  const parts = splitBy(scope, whole, /^(union|intersect|except)$/)
  const own = parts.length === 1 ? parts : parts.flatMap((part) => splitBy(scope, part, /^order$/))
  return own.find(({ from, to }) => from <= at && at < to) ?? { from: at, to: at }
}

/** The query in parentheses around a place, without them; the whole where there is none. */
export function blockAround(scope: QueryScope, at: number): Range {
  for (let back = at - 1; back >= 0; back--) {
    if (symbol(scope, back) === ')') back = openingOf(scope, back) ?? 0
    else if (symbol(scope, back) === '(' && /^(select|with)$/.test(symbol(scope, back + 1)))
      return { from: back + 1, to: closingOf(scope, back) }
  }
  return { from: 0, to: scope.tokens.length }
}

/** What stands between such words, outside of parentheses, of CASE, and of BETWEEN. */
function splitBy(scope: QueryScope, range: Range, words: RegExp): readonly Range[] {
  const parts: Range[] = []
  let from = range.from
  let isBetween = false
  for (let at = range.from, cases = 0; at < range.to; at++) {
    const mark = symbol(scope, at)
    if (mark === '(') at = closingOf(scope, at)
    if (mark === 'case') cases++
    if (mark === 'end') cases--
    if (cases > 0) continue
    if (mark === 'between') isBetween = true
    else if (mark === 'and' && isBetween) isBetween = false
    else if (words.test(mark)) {
      parts.push({ from, to: at })
      from = at + 1
    }
  }
  return [...parts, { from, to: range.to }]
}

/** The place where the parenthesis closes that opens at a place; the end where nothing does. */
export function closingOf(scope: QueryScope, open: number): number {
  for (let at = open, depth = 0; at < scope.tokens.length; at++) {
    if (symbol(scope, at) === '(') depth++
    if (symbol(scope, at) === ')' && --depth === 0) return at
  }
  return scope.tokens.length
}

/** The place where the parenthesis opens that closes at a place; null where nothing does. */
export function openingOf(scope: QueryScope, close: number): number | null {
  if (symbol(scope, close) !== ')') return null
  for (let at = close, depth = 0; at >= 0; at--) {
    if (symbol(scope, at) === ')') depth++
    if (symbol(scope, at) === '(' && --depth === 0) return at
  }
  return null
}

/** `((a > 1))` is `a > 1`. */
export function withoutParentheses(scope: QueryScope, range: Range): Range {
  const { from, to } = range
  if (symbol(scope, from) !== '(' || closingOf(scope, from) !== to - 1 || to - from < 3) return range
  return withoutParentheses(scope, { from: from + 1, to: to - 1 })
}

/** A part of a query without its outer parentheses and its own spaces, in small letters but for texts. */
export function plainText(scope: QueryScope, range: Range): string {
  const { from, to } = withoutParentheses(scope, range)
  const tokens = scope.tokens.slice(from, to)
  return tokens.map(({ kind, value }) => (kind === 'string' ? `'${value}'` : value.toLowerCase())).join(' ')
}
