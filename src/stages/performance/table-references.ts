import type { Token } from '../../sql/parsing/lex-sqlite.ts'
import { JOIN_WORDS, RESERVED_WORDS } from '../../sql/sqlite-keywords.ts'

/** A name that stands where a query takes rows from, or writes to. */
export interface TableReference {
  readonly name: string
  /** By which its columns are qualified; the name itself where it has no other. */
  readonly alias: string
  /** The place of its name among the tokens. */
  readonly at: number
  /** The parentheses around its query, as places of tokens: its columns are known between them. */
  readonly block: Block
}

/** Some tokens, by the places around them. */
export interface Block {
  readonly from: number
  readonly to: number
}

/** What stands between two parentheses, while it is read. */
interface Level {
  readonly block: { readonly from: number; to: number }
  /** The next name is one of a table. */
  expects: boolean
  /** A comma leads to a further table. */
  lists: boolean
}

/**
 * The tables of a query, each with the block in which it counts. https://www.sqlite.org/syntax/table-or-subquery.html
 */
export function tableReferences(tokens: readonly Token[]): readonly TableReference[] {
  const found: TableReference[] = []
  const levels: Level[] = [newLevel(-1, false)]
  for (const [at, token] of tokens.entries()) {
    const level = levels.at(-1) ?? newLevel(at, false)
    const mark = symbolAt(tokens, at)
    if (mark === '(') {
      // the tables of `from (a join b)` belong to the query around it
      const isJoin = level.expects && symbolAt(tokens, at + 1) !== 'select'
      levels.push(isJoin ? { ...level, block: level.block } : newLevel(at, false))
      level.expects = false
    } else if (mark === ')') {
      const ended = levels.length > 1 ? levels.pop() : undefined
      if (ended !== undefined && ended.block !== levels.at(-1)?.block) ended.block.to = at
    } else if (level.expects && isName(token) && !RESERVED_WORDS.has(mark)) {
      if (symbolAt(tokens, at + 1) === '.') continue
      found.push({ name: token.value, alias: aliasAfter(tokens, at), at, block: level.block })
      level.expects = false
    } else if (mark !== '.') read(level, mark, symbolAt(tokens, at - 1))
  }
  return found
}

function newLevel(from: number, expects: boolean): Level {
  return { block: { from, to: Number.POSITIVE_INFINITY }, expects, lists: false }
}

function read(level: Level, mark: string, before: string): void {
  switch (mark) {
    case 'from':
      if (before === 'distinct') return
      level.expects = true
      level.lists = true
      return
    case 'join':
    case 'into':
    case 'update':
    case 'table':
      level.expects = true
      return
    case ',':
      level.expects = level.lists
      return
    case 'or':
      // update or replace t
      return
    case 'where':
    case 'group':
    case 'having':
    case 'order':
    case 'limit':
    case 'union':
    case 'intersect':
    case 'except':
    case 'select':
    case 'set':
    case 'returning':
    case 'values':
      level.expects = false
      level.lists = false
      return
    default:
  }
}

/** The name behind a table, or behind the parentheses that close at a place; what stands there where there is none. */
export function aliasAfter(tokens: readonly Token[], at: number): string {
  const next = symbolAt(tokens, at + 1) === 'as' ? at + 2 : at + 1
  const token = tokens[next]
  const own = tokens[at]?.value ?? ''
  if (token === undefined || !isName(token)) return own
  const word = symbolAt(tokens, next)
  return RESERVED_WORDS.has(word) || JOIN_WORDS.has(word) || OTHER_CLAUSES.has(word) ? own : token.value
}

/** They go on after a table, and fall back to a name elsewhere. */
const OTHER_CLAUSES: ReadonlySet<string> = new Set(['window', 'intersect', 'except', 'offset', 'for'])

function isName({ kind }: Token): boolean {
  return kind === 'word' || kind === 'identifier'
}

/** The keyword or operator at a place, in lower case; empty for anything else. */
export function symbolAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at]
  return token?.kind === 'word' || token?.kind === 'operator' ? token.value.toLowerCase() : ''
}
