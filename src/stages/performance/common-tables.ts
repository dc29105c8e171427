import type { Token } from '../../sql/parsing/lex-sqlite.ts'
import { type Block, symbolAt } from './table-references.ts'

/** A query that a WITH gives a name. */
export interface CommonTable {
  readonly name: string
  /** The place of its WITH. */
  readonly at: number
  /** What stands in its parentheses. */
  readonly body: Block
  /** Where the name means it, and no table of this name. */
  readonly known: Block
}

/**
 * What each WITH of a query names. In SQLite the name counts in its own query and in those before it too.
 * https://www.sqlite.org/lang_with.html
 */
export function commonTables(tokens: readonly Token[]): readonly CommonTable[] {
  return tokens.flatMap((_, at) => (symbolAt(tokens, at) === 'with' ? commonTablesOf(tokens, at) : []))
}

function commonTablesOf(tokens: readonly Token[], at: number): readonly CommonTable[] {
  const found: CommonTable[] = []
  const known = { from: at, to: closingAround(tokens, at + 1) }
  let name = symbolAt(tokens, at + 1) === 'recursive' ? at + 2 : at + 1
  for (;;) {
    let next = symbolAt(tokens, name + 1) === '(' ? closingAround(tokens, name + 2) + 1 : name + 1
    const { kind, value = '' } = tokens[name] ?? {}
    if ((kind !== 'word' && kind !== 'identifier') || symbolAt(tokens, next) !== 'as') return found
    while (/^(as|not|materialized)$/.test(symbolAt(tokens, next))) next++
    if (symbolAt(tokens, next) !== '(') return found
    const body = { from: next + 1, to: closingAround(tokens, next + 1) }
    found.push({ name: value, at, body, known })
    if (symbolAt(tokens, body.to + 1) !== ',') return found
    name = body.to + 2
  }
}

/** The place of the parenthesis that closes around a place; the end where none does. */
function closingAround(tokens: readonly Token[], from: number): number {
  for (let at = from, depth = 0; at < tokens.length; at++) {
    const mark = symbolAt(tokens, at)
    if (mark === '(') depth++
    if (mark === ')' && --depth < 0) return at
  }
  return tokens.length
}
