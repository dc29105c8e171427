import { formatIdentifier } from '../../sql/format-identifier.ts'
import { RESERVED_WORDS } from '../../sql/postgres-keywords.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quote.ts'
import { sameName } from '../../sql/same-name.ts'
import { endsValue } from './ends-value.ts'
import type { LintFinding } from './lint-finding.ts'
import { atEach, givenValue, nameText, type Rule, symbol } from './lint-tokens.ts'
import { closingOf, openingOf } from './query-clauses.ts'
import { doubleQuotedTexts, type QueryScope } from './query-scope.ts'
import { aliasAfter } from './table-references.ts'

const doubleQuotes: Rule = (scope) =>
  doubleQuotedTexts(scope).map(({ value }) => ({
    code: 'query-double-quoted-text',
    what: 'holds a text in double quotes, where PostgreSQL looks for a column',
    spelling: quoteLiteral(value),
  }))

/** A name with all of its qualifiers, once. */
const quoting = atEach((scope, at) => {
  if (symbol(scope, at - 1) === '.') return null
  let last = at
  while (symbol(scope, last + 1) === '.') last += 2
  const parts = scope.tokens.slice(at, last + 1)
  const isForeign = parts.some(
    ({ kind, start }) => kind === 'identifier' && /[`[]/.test(scope.sql.charAt(start)),
  )
  const isMain = parts.length > 1 && sameName(parts[0]?.value ?? '', 'main') && parts[1]?.value === '.'
  if (!isForeign && !isMain) return null
  const what = isForeign
    ? 'quotes names by backticks or brackets'
    : 'names the database main, which is no schema in PostgreSQL'
  return { code: 'query-name-quotes', what, spelling: nameText(scope, at, last) }
})

/**
 * Names without quotes that PostgreSQL reads as others: it makes capitals small, and takes `user` for the one who is
 * logged in. https://www.postgresql.org/docs/current/sql-keywords-appendix.html
 */
const bareNames = atEach((scope, at, { kind, value }) => {
  if (kind !== 'word' || symbol(scope, at - 1) === 'as' || symbol(scope, at + 1) === '(') return null
  const target = scope.targetNameAt(at)
  if (target === null) return null
  const isReserved = symbol(scope, at - 1) !== '.' && RESERVED_WORDS.has(value.toLowerCase())
  if (value.toLowerCase() === target && !isReserved) return null
  const what = `names ${value} without quotes, which PostgreSQL reads as ${isReserved ? 'a keyword' : value.toLowerCase()}`
  return {
    code: 'query-name-quotes',
    what,
    spelling: isReserved ? quoteIdentifier(target) : formatIdentifier(target),
  }
})

/** The application finds a value by the name of its column, which PostgreSQL gives in small letters. */
const resultNames: Rule = (scope) => {
  const found: LintFinding[] = []
  let depth = 0
  let isList = false
  for (const [at, { kind, value }] of scope.tokens.entries()) {
    const mark = symbol(scope, at)
    if (mark === '(') depth++
    if (mark === ')') depth--
    if (depth > 0) continue
    if (mark === 'select' || mark === 'returning') isList = true
    else if (/^(from|where|group|having|order|limit|union|intersect|except)$/.test(mark)) isList = false
    const isAlias =
      symbol(scope, at - 1) === 'as' || (endsValue(scope.tokens[at - 1]) && symbol(scope, at + 1) !== '(')
    if (!isList || kind !== 'word' || !isAlias || value === value.toLowerCase() || isOperatorWord(value))
      continue
    const what = `calls a column of its result ${value}, which PostgreSQL gives as ${value.toLowerCase()}`
    found.push({ code: 'query-name-quotes', what, spelling: `as ${quoteIdentifier(value)}` })
  }
  return found
}

/** Written in capitals behind a value, these go on with it. */
function isOperatorWord(value: string): boolean {
  return /^(select|distinct|all|as|and|or|not|is|in|like|glob|regexp|match|between|escape|collate|isnull|notnull|null|case|when|then|else|end|over|filter|returning|div)$/i.test(
    value,
  )
}

const rowid = atEach((scope, at, { kind, value }) => {
  if (kind !== 'word' || !/^(rowid|_rowid_|oid)$/i.test(value) || scope.columnAt(at) !== null) return null
  if (scope.tables.length === 0) return null
  const key = scope.rowidKeyAt(at)
  const qualifier = symbol(scope, at - 1) === '.' ? `${nameText(scope, at - 2, at - 2)}.` : ''
  const spelling =
    key === null
      ? 'a column of your own, as an identity: ctid changes with each update'
      : `${qualifier}${formatIdentifier(key.plan?.target ?? key.name)}`
  const what = `reads ${value.toLowerCase()}, which PostgreSQL does not have`
  return { code: 'query-rowid', what, spelling }
})

const onConflict = atEach((scope, at) => {
  const [first, second, third] = [0, 1, 2].map((ahead) => symbol(scope, at + ahead))
  if (first === 'replace' && second === 'into' && symbol(scope, at - 1) !== 'or')
    return conflictFinding('REPLACE INTO', REPLACED)
  if ((first !== 'insert' && first !== 'update') || second !== 'or' || third === undefined) return null
  return conflictFinding(`${first.toUpperCase()} OR ${third.toUpperCase()}`, insteadOf(first, third))
})

const REPLACED =
  'insert … on conflict (key) do update set a = excluded.a, which keeps the row that is there, and its columns that are not set'

function insteadOf(statement: 'insert' | 'update', action: string): string {
  if (/^(abort|fail|rollback)$/.test(action)) return `${statement} … alone: an error undoes the transaction`
  if (statement === 'update')
    return 'update … where not exists (select from t where …) of the key that would be there twice'
  if (action === 'replace') return REPLACED
  return 'insert … on conflict do nothing, which passes over keys that are there, and not over NOT NULL or CHECK'
}

function conflictFinding(written: string, spelling: string): LintFinding {
  return { code: 'query-or-conflict', what: `uses ${written}`, spelling }
}

const limit = atEach((scope, at) => {
  if (symbol(scope, at) !== 'limit') return null
  if (symbol(scope, at + 2) === ',') {
    const [first, count] = [at + 1, at + 3].map((place) => scope.tokens[place]?.value ?? '…')
    return {
      code: 'query-limit',
      what: 'gives LIMIT two numbers',
      spelling: `limit ${count} offset ${first}`,
    }
  }
  if (symbol(scope, at + 1) !== '-' && !isNegative(scope, at + 1)) return null
  return { code: 'query-limit', what: 'has a negative LIMIT', spelling: 'no LIMIT, or LIMIT NULL' }
})

/** ORMs give a LIMIT that is none as a parameter below 0. */
function isNegative(scope: QueryScope, at: number): boolean {
  const value = givenValue(scope, at)
  return (typeof value === 'number' || typeof value === 'bigint') && value < 0
}

const sqliteOnly = atEach((scope, at) => {
  const [first, second] = [symbol(scope, at), symbol(scope, at + 1)]
  const isHint = (first === 'indexed' && second === 'by') || (first === 'not' && second === 'indexed')
  const isPragma = at === 0 && /^(pragma|attach|detach)$/.test(first)
  if (!isHint && !isPragma) return null
  const what = `uses ${first.toUpperCase()}${isHint ? ` ${second.toUpperCase()}` : ''}, which only SQLite has`
  const spelling = isHint ? 'nothing: the planner chooses' : 'a query of pg_catalog or information_schema'
  return { code: 'query-sqlite-syntax', what, spelling }
})

/** Needed up to PostgreSQL 15. https://www.postgresql.org/docs/release/16.0/ */
const namelessQueries = atEach((scope, at) => {
  const before = symbol(scope, at - 1)
  const isQuery = symbol(scope, at) === '(' && /^(select|values|with)$/.test(symbol(scope, at + 1))
  if (!isQuery || !/^(from|join|,)$/.test(before) || !isInFrom(scope, at - 1)) return null
  const close = closingOf(scope, at)
  if (aliasAfter(scope.tokens, close) !== ')') return null
  const what = 'has a query in FROM without a name, which PostgreSQL refuses before its version 16'
  return { code: 'query-sqlite-syntax', what, spelling: '(…) as part', priority: 'LOW' }
})

/** Whether the list of tables of a FROM goes on at a place. */
function isInFrom(scope: QueryScope, at: number): boolean {
  for (let back = at; back >= 0; back--) {
    const mark = symbol(scope, back)
    if (mark === ')') back = openingOf(scope, back) ?? 0
    else if (mark === 'from') return symbol(scope, back - 1) !== 'distinct'
    else if (/^(\(|select|where|group|having|order|limit|set|values|returning)$/.test(mark)) return false
  }
  return false
}

const masters = atEach((scope, at, { kind, value }) => {
  const isMaster = /^sqlite_(temp_)?(master|schema)$/i.test(value)
  if (!isMaster || (kind !== 'word' && kind !== 'identifier') || symbol(scope, at + 1) === '.') return null
  const spelling = 'pg_catalog.pg_class, or information_schema.tables and columns'
  return {
    code: 'query-sqlite-syntax',
    what: `reads ${value.toLowerCase()}, which only SQLite has`,
    spelling,
  }
})

/** Bits in PostgreSQL. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-BIT-STRINGS */
const blobs = atEach((_scope, _at, { kind, value }) => {
  if (kind !== 'blob') return null
  const what = `holds bytes as x'…', which are a string of bits in PostgreSQL`
  return { code: 'query-sqlite-syntax', what, spelling: `'\\x${value}'::bytea` }
})

export const STATEMENT_RULES: readonly Rule[] = [
  doubleQuotes,
  quoting,
  bareNames,
  resultNames,
  rowid,
  onConflict,
  limit,
  sqliteOnly,
  namelessQueries,
  masters,
  blobs,
]
