import { readToken, type Token } from './script-token.ts'

/** One statement of a SQL script, without the semicolon that ends it. */
export interface Statement {
  /** UTF-8 as written; nothing says that it is valid. */
  readonly bytes: Buffer
  /** The line of its first token, from 1. */
  readonly line: number
  /** Its first words in lower case, for example `create temp trigger`. Comments are left out. */
  readonly head: string
}

const HEAD_WORDS = 6
const TRIGGER = /^(explain )?(query plan )?create (temp |temporary )?trigger\b/

/**
 * Cuts a SQL script into statements while it streams in, by the rules of `sqlite3_complete()`: a semicolon
 * outside of quotes and comments ends a statement; a trigger ends with `; END ;`.
 * https://www.sqlite.org/c3ref/complete.html
 */
export class ScriptSplitter {
  /** The unfinished statement. */
  #pieces: Uint8Array[] = []
  #size = 0
  /** Joining the pieces only when the text has doubled keeps the cost of a huge statement linear. */
  #joinAt = 0
  /** How much of it has been read. */
  #position = 0
  #line = 1
  #open = new OpenStatement()

  /** The bytes of the unfinished statement, which are held in memory. */
  get pendingBytes(): number {
    return this.#size
  }

  /** The line on which the unfinished statement starts, from 1. */
  get line(): number {
    return this.#line
  }

  /** Takes the next piece of the script and returns the statements that are now complete. */
  push(piece: Uint8Array): Statement[] {
    this.#pieces.push(piece)
    this.#size += piece.length
    return this.#size < this.#joinAt ? [] : this.#read(false)
  }

  /** The script has ended: what is left is a statement too, without its semicolon. */
  finish(): Statement[] {
    return this.#read(true)
  }

  #read(final: boolean): Statement[] {
    const text = Buffer.concat(this.#pieces)
    const statements: Statement[] = []
    let start = 0
    let at = this.#position
    const cut = (end: number, next: number) => {
      const { first, head } = this.#open
      if (first !== null) {
        const line = this.#line + countNewlines(text, start, start + first)
        statements.push({ bytes: text.subarray(start + first, end), line, head })
      }
      this.#line += countNewlines(text, start, next)
      this.#open = new OpenStatement()
      start = next
    }
    while (at < text.length) {
      const token = readToken(text, at, final)
      if (token === null) break
      if (this.#open.endsWith(token, text, at, at - start)) cut(at, token.end)
      at = token.end
    }
    if (final) cut(text.length, text.length)
    this.#pieces = [text.subarray(start)]
    this.#size = text.length - start
    this.#joinAt = this.#size * 2
    this.#position = at - start
    return statements
  }
}

/** What must be known of a statement to tell where it ends. */
class OpenStatement {
  /** Where its first token starts. */
  first: number | null = null
  #words: string[] = []
  #headOpen = true
  #afterSemicolon = false
  #afterEnd = false

  get head(): string {
    return this.#words.join(' ')
  }

  /** Takes the next token; true when it is the semicolon that ends the statement. */
  endsWith(token: Token, text: Buffer, at: number, offset: number): boolean {
    if (token.kind === 'space') return false
    if (token.kind === 'semicolon') {
      const ends = this.#afterEnd || !TRIGGER.test(this.head)
      this.#afterSemicolon = true
      this.#afterEnd = false
      return ends
    }
    this.first ??= offset
    const word = token.kind === 'word' ? text.toString('latin1', at, Math.min(token.end, at + 40)) : ''
    this.#afterEnd = this.#afterSemicolon && word.toLowerCase() === 'end'
    this.#afterSemicolon = false
    if (this.#headOpen && word !== '') this.#words.push(word.toLowerCase())
    this.#headOpen &&= word !== '' && this.#words.length < HEAD_WORDS
    return false
  }
}

const NEWLINE = 0x0a

function countNewlines(text: Buffer, from: number, to: number): number {
  const part = text.subarray(from, to)
  let count = 0
  for (let at = part.indexOf(NEWLINE); at >= 0; at = part.indexOf(NEWLINE, at + 1)) count++
  return count
}
