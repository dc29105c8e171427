import { isText, TokenCursor, type TokenRange } from './token-cursor.ts'

/** What only the text of a CREATE INDEX tells. */
export interface IndexDefinition {
  /** Each part as an expression, without COLLATE, ASC and DESC. */
  readonly parts: readonly string[]
  readonly where: string | null
}

/**
 * Reads the text of a CREATE INDEX; null where it cannot be placed.
 * https://www.sqlite.org/lang_createindex.html
 */
export function parseCreateIndex(sql: string): IndexDefinition | null {
  const cursor = new TokenCursor(sql)
  if (!takeHead(cursor)) return null
  const group = cursor.takeGroup()
  if (group === null) return null
  const parts = cursor.splitAtCommas(group).map((part) => cursor.textOf(withoutOrder(cursor, part)))
  const hasWhere = cursor.takeIf('WHERE')
  const rest = cursor.textOf(cursor.rest())
  if (!hasWhere && rest !== '' && rest !== ';') return null
  return { parts, where: hasWhere ? rest : null }
}

/** `CREATE INDEX name ON table`, with everything that may stand between. */
function takeHead(cursor: TokenCursor): boolean {
  if (!cursor.takeIf('CREATE')) return false
  cursor.takeIf('UNIQUE')
  if (!cursor.takeIf('INDEX')) return false
  cursor.takeIf('IF', 'NOT', 'EXISTS')
  if (cursor.takeName() === null) return false
  if (cursor.takeIf('.') && cursor.takeName() === null) return false
  return cursor.takeIf('ON') && cursor.takeName() !== null
}

/** Cuts off `COLLATE name`, ASC and DESC, which PRAGMA index_xinfo tells. */
function withoutOrder(cursor: TokenCursor, part: TokenRange): TokenRange {
  const tokens = cursor.tokensOf(part)
  let length = tokens.length
  if (isText(tokens[length - 2], 'NULLS')) length -= 2
  if (isText(tokens[length - 1], 'ASC') || isText(tokens[length - 1], 'DESC')) length -= 1
  while (length > 2 && isText(tokens[length - 2], 'COLLATE')) length -= 2
  return { from: part.from, to: part.from + length }
}
