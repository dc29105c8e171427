export type TokenKind = 'space' | 'semicolon' | 'word' | 'literal' | 'other'

export interface Token {
  readonly kind: TokenKind
  readonly end: number
}

const [SPACE, WORD] = [1, 2]

/** What SQLite's tokenizer takes for space, and the bytes of names, keywords and numbers. */
const BYTE_CLASS = new Uint8Array(256).fill(WORD, 0x80)
for (const byte of Buffer.from(' \t\n\f\r')) BYTE_CLASS[byte] = SPACE
for (const byte of Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$')) {
  BYTE_CLASS[byte] = WORD
}

/** SQLite reads a byte order mark as space, wherever it stands. */
const BYTE_ORDER_MARK = Buffer.from('\uFEFF')

/**
 * Reads the token at `at` in UTF-8 text of SQL; null when more text must come to tell where it ends.
 * A doubled quote inside of quotes reads as two tokens without a gap.
 * https://www.sqlite.org/c3ref/complete.html
 */
export function readToken(text: Buffer, at: number, final: boolean): Token | null {
  if (!final && at + BYTE_ORDER_MARK.length > text.length) return null
  const byte = text[at] ?? 0
  switch (String.fromCharCode(byte)) {
    case ';':
      return { kind: 'semicolon', end: at + 1 }
    case "'":
      return readDelimited(text, at + 1, "'", 'literal', final)
    case '"':
      return readDelimited(text, at + 1, '"', 'other', final)
    case '`':
      return readDelimited(text, at + 1, '`', 'other', final)
    case '[':
      return readDelimited(text, at + 1, ']', 'other', final)
    case '-':
      if (text[at + 1] === byte) return readDelimited(text, at + 2, '\n', 'space', final)
      break
    case '/':
      if (text[at + 1] === ASTERISK) return readDelimited(text, at + 2, '*/', 'space', final)
      break
    case '\u00EF':
      if (text.subarray(at, at + BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
        return { kind: 'space', end: at + BYTE_ORDER_MARK.length }
      }
  }
  return readRun(text, at, final)
}

const ASTERISK = 0x2a

function readDelimited(
  text: Buffer,
  from: number,
  closer: string,
  kind: TokenKind,
  final: boolean,
): Token | null {
  const closing = text.indexOf(closer, from)
  if (closing >= 0) return { kind, end: closing + closer.length }
  return final ? { kind, end: text.length } : null
}

function readRun(text: Buffer, at: number, final: boolean): Token | null {
  const byteClass = BYTE_CLASS[text[at] ?? 0]
  if (byteClass !== SPACE && byteClass !== WORD) return { kind: 'other', end: at + 1 }
  let end = at + 1
  while (end < text.length && BYTE_CLASS[text[end] ?? 0] === byteClass) end++
  if (end === text.length && !final) return null
  return { kind: byteClass === SPACE ? 'space' : 'word', end }
}
