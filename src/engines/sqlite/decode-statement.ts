import { isUtf8 } from 'node:buffer'
import { readToken } from './script-token.ts'

/**
 * The text of a statement. `sqlite3 .dump` writes text that is not valid UTF-8 as it is, and a JavaScript string
 * cannot hold it: such a literal becomes `cast(x'…' as text)`, which is the same bytes.
 */
export function decodeStatement(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let sql = ''
  for (let at = 0; at < bytes.length; ) {
    const end = isQuote(bytes[at])
      ? endOfLiteral(bytes, at)
      : (readToken(bytes, at, true)?.end ?? bytes.length)
    const token = bytes.subarray(at, end)
    sql += isUtf8(token) || !isQuote(token[0]) ? token.toString('utf8') : castOfBytes(token)
    at = end
  }
  return sql
}

function isQuote(byte: number | undefined): boolean {
  return byte === 0x27
}

/** `'it''s'` reads as two tokens without a gap. */
function endOfLiteral(bytes: Buffer, start: number): number {
  let end = start
  while (isQuote(bytes[end])) end = readToken(bytes, end, true)?.end ?? bytes.length
  return end
}

function castOfBytes(literal: Buffer): string {
  const content = literal.toString('latin1').slice(1, -1).replaceAll("''", "'")
  return `cast(x'${Buffer.from(content, 'latin1').toString('hex')}' as text)`
}
