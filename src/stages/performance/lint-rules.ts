import type { Token } from '../../sql/lex-sqlite.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { DATE_FUNCTIONS, FUNCTIONS, SCALAR_EXTREMES } from './function-spellings.ts'
import type { LintFinding } from './lint-query.ts'
import { doubleQuotedTexts, type QueryScope, type ScopeColumn } from './query-scope.ts'

type Rule = (scope: QueryScope) => readonly LintFinding[]

/** A rule that looks at one token and its neighbours. */
function atEach(look: (scope: QueryScope, at: number, token: Token) => LintFinding | null): Rule {
  return (scope) => scope.tokens.flatMap((token, at) => look(scope, at, token) ?? [])
}

/** The keyword or operator at a place, in lower case; empty for anything else. */
function symbol({ tokens }: QueryScope, at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' || token?.kind === 'operator' ? token.value.toLowerCase() : ''
}

function columnAt(scope: QueryScope, at: number): ScopeColumn | null {
  const token = scope.tokens[at]
  if (token?.kind !== 'word' && token?.kind !== 'identifier') return null
  return scope.tokens[at + 1]?.value === '(' ? null : scope.column(token.value)
}

/** The column that begins at a place, also behind `t.`. */
function columnFrom(scope: QueryScope, at: number): ScopeColumn | null {
  return columnAt(scope, scope.tokens[at + 1]?.value === '.' ? at + 2 : at)
}

const like = atEach((scope, at) => {
  if (symbol(scope, at) !== 'like') return null
  const pattern = scope.tokens[at + 1]
  if (pattern?.kind === 'string' && !/[a-z]/i.test(pattern.value)) return null
  const what = 'uses LIKE, which tells capitals from small letters in PostgreSQL'
  return { code: 'query-like-ignores-case', what, spelling: 'ilike' }
})

const nocase = atEach((scope, at, { value }) => {
  const isWord = symbol(scope, at) === 'collate' && symbol(scope, at + 1) === 'nocase'
  if (isWord) {
    const what = 'compares without regard to case by COLLATE NOCASE'
    return { code: 'query-compares-nocase', what, spelling: 'lower(a) = lower(b), with an index on lower(a)' }
  }
  const isCompared = COMPARISONS.has(symbol(scope, at + 1))
  if (!isCompared || columnAt(scope, at)?.collation !== 'NOCASE') return null
  const spelling = `lower(${value}) ${symbol(scope, at + 1)} lower(…), with an index on lower(${value})`
  return { code: 'query-compares-nocase', what: `compares ${value}, which is NOCASE in SQLite`, spelling }
})

const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '<>', '!=', '<', '<=', '>', '>=', 'in'])

const concatenation = atEach((scope, at) => {
  if (symbol(scope, at) !== '||') return null
  const sides = [at - 1, at + 1].map((place) => {
    const column = place < at ? columnAt(scope, place) : columnFrom(scope, place)
    return scope.tokens[place]?.kind === 'number' || isNoText(column)
  })
  if (!sides.every((isOther) => isOther)) return null
  const what = 'joins two values that are no texts by ||, which PostgreSQL refuses'
  const spelling =
    'a::text || b::text, which is NULL where one of them is, as in SQLite; concat(a, b) passes over NULL'
  return { code: 'query-concatenation', what, spelling }
})

const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar', 'char', 'enum', 'other'])

function isNoText(column: ScopeColumn | null): boolean {
  return column?.plan != null && !TEXTS.has(column.plan.type.kind)
}

const division = atEach((scope, at) => {
  const operator = symbol(scope, at)
  if (operator !== '/' && operator !== '%') return null
  const divisor = scope.tokens[at + 1]
  const dividend = columnAt(scope, at - 1)
  if (operator === '/' && dividend?.plan?.type.kind === 'numeric' && dividend.profile.integers > 0) {
    const what = `divides ${dividend.name}, whose whole numbers SQLite divides without a rest; numeric keeps it`
    return { code: 'query-division', what, spelling: `div(${dividend.name}, …) where the rest is to be cut` }
  }
  if (divisor === undefined || (divisor.kind === 'number' && Number(divisor.value) !== 0)) return null
  const what = `divides by what can be 0: NULL in SQLite, an error in PostgreSQL`
  return { code: 'query-division', what, spelling: `a ${operator} nullif(b, 0)` }
})

const doubleQuotes: Rule = (scope) =>
  doubleQuotedTexts(scope).map(({ value }) => ({
    code: 'query-double-quoted-text',
    what: 'holds a text in double quotes, where PostgreSQL looks for a column',
    spelling: quoteLiteral(value),
  }))

const quoting = atEach(({ sql }, _, { kind, start, value }) => {
  if (kind !== 'identifier' || !/[`[]/.test(sql.charAt(start))) return null
  const what = 'quotes names by backticks or brackets'
  return { code: 'query-name-quotes', what, spelling: quoteIdentifier(value) }
})

const rowid = atEach((scope, _, { kind, value }) => {
  if (kind !== 'word' || !/^(rowid|_rowid_|oid)$/i.test(value) || scope.column(value) !== null) return null
  if (scope.tables.length === 0) return null
  const key = scope.tables.find(({ rowidAlias }) => rowidAlias !== null)?.rowidAlias
  const spelling = key ?? 'a column of your own, as an identity: ctid changes with each update'
  return {
    code: 'query-rowid',
    what: `reads ${value.toLowerCase()}, which PostgreSQL does not have`,
    spelling,
  }
})

function callAt(scope: QueryScope, at: number): string | null {
  const token = scope.tokens[at]
  const isCall = token?.kind === 'word' && scope.tokens[at + 1]?.value === '('
  return isCall ? token.value.toLowerCase() : null
}

function lookUp(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

const dates = atEach((scope, at) => {
  const name = callAt(scope, at)
  const spelling = name === null ? undefined : lookUp(DATE_FUNCTIONS, name)
  return spelling === undefined ? null : { code: 'query-date-function', what: `calls ${name}()`, spelling }
})

const functions = atEach((scope, at) => {
  const name = callAt(scope, at)
  if (name === null) return null
  const several = argumentsFrom(scope, at + 1) > 1 ? lookUp(SCALAR_EXTREMES, name) : undefined
  const spelling = several ?? lookUp(FUNCTIONS, name)
  return spelling === undefined ? null : { code: 'query-sqlite-function', what: `calls ${name}()`, spelling }
})

/** How many arguments stand in the parentheses that open at a place. */
function argumentsFrom(scope: QueryScope, open: number): number {
  let depth = 0
  let count = 1
  for (let at = open; at < scope.tokens.length; at++) {
    const mark = symbol(scope, at)
    if (mark === '(') depth++
    if (mark === ')' && --depth === 0) return count
    if (mark === ',' && depth === 1) count++
  }
  return count
}

const onConflict = atEach((scope, at) => {
  const [first, second, third] = [0, 1, 2].map((ahead) => symbol(scope, at + ahead))
  const action = (first === 'insert' || first === 'update') && second === 'or' ? third : null
  const isReplace = first === 'replace' && second === 'into' && symbol(scope, at - 1) !== 'or'
  if (action === null && !isReplace) return null
  const what = isReplace ? 'uses REPLACE INTO' : `uses ${first?.toUpperCase()} OR ${action?.toUpperCase()}`
  const spelling =
    action === 'ignore'
      ? 'insert … on conflict do nothing'
      : 'insert … on conflict (key) do update set a = excluded.a, which keeps the row that is there'
  return { code: 'query-or-conflict', what, spelling }
})

const nullOrder = atEach((scope, at) => {
  const isTerm = (symbol(scope, at) === 'by' && symbol(scope, at - 1) === 'order') || isNextTerm(scope, at)
  if (!isTerm) return null
  const column = columnFrom(scope, at + 1)
  if (column === null || column.profile.nulls === 0) return null
  const next = scope.tokens[at + 2]?.value === '.' ? at + 4 : at + 2
  const direction = symbol(scope, next)
  if (symbol(scope, direction === 'asc' || direction === 'desc' ? next + 1 : next) === 'nulls') return null
  const spelling = direction === 'desc' ? `${column.name} desc nulls last` : `${column.name} nulls first`
  const what = `sorts by ${column.name}, whose NULLs come at the other end in PostgreSQL`
  return { code: 'query-null-order', what, spelling }
})

/** A comma between the terms of an ORDER BY. */
function isNextTerm(scope: QueryScope, at: number): boolean {
  if (symbol(scope, at) !== ',') return false
  for (let back = at - 1, depth = 0; back > 0; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') depth++
    if (mark === '(' && --depth < 0) return false
    if (depth === 0 && mark === 'by') return symbol(scope, back - 1) === 'order'
    if (depth === 0 && /^(select|from|where|group|limit|set|values)$/.test(mark)) return false
  }
  return false
}

const limit = atEach((scope, at) => {
  if (symbol(scope, at) !== 'limit') return null
  const comma = symbol(scope, at + 2) === ','
  if (!comma && symbol(scope, at + 1) !== '-') return null
  const what = comma ? 'gives LIMIT two numbers' : 'has a negative LIMIT'
  return { code: 'query-limit', what, spelling: comma ? 'limit count offset first' : 'no limit' }
})

const patterns = atEach((scope, at) => {
  const word = symbol(scope, at)
  if (!/^(glob|regexp|match)$/.test(word) || scope.tokens[at + 1]?.value === '(') return null
  const spelling = word === 'match' ? `to_tsvector(x) @@ websearch_to_tsquery(y)` : 'x ~ regular expression'
  return { code: 'query-pattern-operator', what: `uses ${word.toUpperCase()}`, spelling }
})

const operators = atEach((scope, at) => {
  const mark = symbol(scope, at)
  if (mark === '==') return { code: 'query-operator', what: 'compares by ==', spelling: '=' }
  if (mark !== 'is') return null
  const negated = symbol(scope, at + 1) === 'not'
  const operand = scope.tokens[at + (negated ? 2 : 1)]
  if (operand === undefined || /^(null|true|false|distinct|not|unknown)$/i.test(operand.value)) return null
  const spelling = negated ? 'is distinct from' : 'is not distinct from'
  return { code: 'query-operator', what: `compares values by IS${negated ? ' NOT' : ''}`, spelling }
})

const booleans = atEach((scope, at, { value }) => {
  const column = columnAt(scope, at)
  const number = scope.tokens[at + 2]
  if (column?.plan?.type.kind !== 'boolean' || number?.kind !== 'number') return null
  const operator = symbol(scope, at + 1)
  if (!/^(=|==|<>|!=|is)$/.test(operator)) return null
  const isTrue = (Number(number.value) !== 0) === /^(=|==|is)$/.test(operator)
  const what = `compares ${value} with a number; it is a boolean in PostgreSQL, which refuses that`
  return { code: 'query-boolean-as-number', what, spelling: isTrue ? value : `not ${value}` }
})

const sqliteOnly = atEach((scope, at) => {
  const [first, second] = [symbol(scope, at), symbol(scope, at + 1)]
  const isHint = (first === 'indexed' && second === 'by') || (first === 'not' && second === 'indexed')
  const isPragma = at === 0 && /^(pragma|attach|detach)$/.test(first)
  if (!isHint && !isPragma) return null
  const what = `uses ${first.toUpperCase()}${isHint ? ` ${second.toUpperCase()}` : ''}, which only SQLite has`
  const spelling = isHint ? 'nothing: the planner chooses' : 'a query of pg_catalog or information_schema'
  return { code: 'query-sqlite-syntax', what, spelling }
})

export const LINT_RULES: readonly Rule[] = [
  like,
  nocase,
  concatenation,
  division,
  doubleQuotes,
  quoting,
  rowid,
  dates,
  functions,
  onConflict,
  nullOrder,
  limit,
  patterns,
  operators,
  booleans,
  sqliteOnly,
]
