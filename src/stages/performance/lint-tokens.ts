import type { Token } from '../../sql/parsing/lex-sqlite.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import { endsValue } from './ends-value.ts'
import type { LintFinding } from './lint-finding.ts'
import type { ParameterValue } from './performance-options.ts'
import type { QueryScope, ScopeColumn } from './query-scope.ts'
import { symbolAt } from './table-references.ts'

/** What a query has of one thing that the dialects do not share. */
export type Rule = (scope: QueryScope) => readonly LintFinding[]

/** A rule that looks at one token and its neighbours. */
export function atEach(look: (scope: QueryScope, at: number, token: Token) => LintFinding | null): Rule {
  return (scope) => scope.tokens.flatMap((token, at) => look(scope, at, token) ?? [])
}

/** The keyword or operator at a place, in lower case; empty for anything else. */
export function symbol({ tokens }: QueryScope, at: number): string {
  return symbolAt(tokens, at)
}

/** A column as it is written in a query, with the places of the first token and of that behind it. */
export interface WrittenColumn {
  readonly column: ScopeColumn
  /** Without `main.`, and with the quotes of PostgreSQL. */
  readonly text: string
  readonly from: number
  readonly next: number
}

/** The column that begins at a place, also behind `t.`; null where anything else does. */
export function columnFrom(scope: QueryScope, at: number): WrittenColumn | null {
  let last = at
  while (symbol(scope, last + 1) === '.') last += 2
  return writtenColumn(scope, at, last)
}

/** The column that ends at a place. */
export function columnTo(scope: QueryScope, at: number): WrittenColumn | null {
  let first = at
  while (symbol(scope, first - 1) === '.') first -= 2
  return writtenColumn(scope, first, at)
}

function writtenColumn(scope: QueryScope, from: number, last: number): WrittenColumn | null {
  const token = scope.tokens[last]
  if ((token?.kind !== 'word' && token?.kind !== 'identifier') || symbol(scope, last + 1) === '(') return null
  const column = scope.columnAt(last)
  return column === null ? null : { column, text: nameText(scope, from, last), from, next: last + 1 }
}

/** A name with its qualifiers, as PostgreSQL takes it; it has no database `main`. */
export function nameText({ tokens }: QueryScope, from: number, last: number): string {
  const parts = tokens.slice(from, last + 1).filter((_, at) => at % 2 === 0)
  const own = parts.length > 1 && /^main$/i.test(parts[0]?.value ?? '') ? parts.slice(1) : parts
  return own.map(({ kind, value }) => (kind === 'identifier' ? quoteIdentifier(value) : value)).join('.')
}

/** The name of the function that is called at a place, in lower case; null where none is. */
export function callAt(scope: QueryScope, at: number): string | null {
  const token = scope.tokens[at]
  // behind AS it is a type, as in `cast(a as char(3))`
  const isCall = token?.kind === 'word' && symbol(scope, at + 1) === '(' && symbol(scope, at - 1) !== 'as'
  return isCall ? token.value.toLowerCase() : null
}

/** Some tokens that stand beside each other; `to` is the place behind them. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The arguments in the parentheses that open at a place; `f()` has none. */
export function argumentsFrom(scope: QueryScope, open: number): readonly Range[] {
  const ranges: Range[] = []
  let depth = 0
  let from = open + 1
  for (let at = open; at < scope.tokens.length; at++) {
    const mark = symbol(scope, at)
    if (mark === '(') depth++
    const isEnd = mark === ')' && --depth === 0
    if (isEnd || (mark === ',' && depth === 1)) {
      if (at > from) ranges.push({ from, to: at })
      from = at + 1
    }
    if (isEnd) break
  }
  return ranges
}

/** The text of some tokens, as it is written. */
export function textOf({ sql, tokens }: QueryScope, { from, to }: Range): string {
  return sql.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0)
}

/** The columns that stand in a part of a query. */
export function columnsIn(scope: QueryScope, { from, to }: Range): readonly ScopeColumn[] {
  const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)
  return places.flatMap((at) => columnTo(scope, at)?.column ?? [])
}

/** The value that the settings give for the parameter at a place; undefined for anything else. */
export function givenValue({ tokens, values }: QueryScope, at: number): ParameterValue | undefined {
  const token = tokens[at]
  return token?.kind === 'parameter' ? values[Number(token.value.slice(1)) - 1] : undefined
}

/** Whether a word like LIKE stands behind a value, and so is no function. */
export function isInfix({ tokens }: QueryScope, at: number): boolean {
  const before = tokens[at - 1]
  return endsValue(before) || (before?.kind === 'word' && before.value.toLowerCase() === 'not')
}

/** The operators of comparison in SQLite. */
export const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '<>', '!=', '<', '<=', '>', '>='])

/** Whether `=` gives a column a new value, in the SET of an UPDATE. */
export function isAssigned(scope: QueryScope, at: number): boolean {
  for (let back = at, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') depth++
    if (mark === '(' && --depth < 0) return false
    if (depth === 0 && mark === 'set') return true
    if (depth === 0 && /^(where|select|from|on|having|and|or|case|when)$/.test(mark)) return false
  }
  return false
}

/** Whether PostgreSQL compares the values of a column as texts of the database's collation. */
export function isText({ plan }: ScopeColumn): boolean {
  return plan !== null && /^(text|varchar|char)$/.test(plan.type.kind)
}
