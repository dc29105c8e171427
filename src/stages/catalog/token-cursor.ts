import { lexSqlite, type Token } from '../../sql/parsing/lex-sqlite.ts'

/** Walks over the tokens of a definition. Every method that takes something says whether it was there. */
export class TokenCursor {
  readonly #sql: string
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(sql: string) {
    this.#sql = sql
    this.#tokens = lexSqlite(sql)
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead]
  }

  take(): Token | undefined {
    const token = this.peek()
    if (token !== undefined) this.#next += 1
    return token
  }

  /** Whether the next tokens are these keywords or operators. */
  sees(...texts: readonly string[]): boolean {
    return texts.every((text, index) => isText(this.peek(index), text))
  }

  /** Takes these keywords or operators if all of them come next. */
  takeIf(...texts: readonly string[]): boolean {
    const found = this.sees(...texts)
    if (found) this.#next += texts.length
    return found
  }

  /** Takes a name: SQLite allows a string where only a name can stand. */
  takeName(): string | null {
    const token = this.peek()
    if (token === undefined || !['word', 'identifier', 'string'].includes(token.kind)) return null
    this.#next += 1
    return token.value
  }

  /** Takes a group in parentheses; null where none begins or it never ends. */
  takeGroup(): TokenRange | null {
    if (!this.sees('(')) return null
    const from = this.#next
    let depth = 0
    for (let index = from; index < this.#tokens.length; index += 1) {
      if (isText(this.#tokens[index], '(')) depth += 1
      if (isText(this.#tokens[index], ')')) depth -= 1
      if (depth > 0) continue
      this.#next = index + 1
      return { from: from + 1, to: index }
    }
    return null
  }

  /** The text of a range as written, with the comments inside of it. */
  textOf(range: TokenRange): string {
    const first = this.#tokens[range.from]
    const last = this.#tokens[range.to - 1]
    return first === undefined || last === undefined || range.from >= range.to
      ? ''
      : this.#sql.slice(first.start, last.end)
  }

  /** The parts of a range between its outermost commas. */
  splitAtCommas(range: TokenRange): readonly TokenRange[] {
    const parts: TokenRange[] = []
    let depth = 0
    let from = range.from
    for (let index = range.from; index < range.to; index += 1) {
      const token = this.#tokens[index]
      if (isText(token, '(')) depth += 1
      if (isText(token, ')')) depth -= 1
      if (depth > 0 || !isText(token, ',')) continue
      parts.push({ from, to: index })
      from = index + 1
    }
    return [...parts, { from, to: range.to }]
  }

  tokensOf(range: TokenRange): readonly Token[] {
    return this.#tokens.slice(range.from, range.to)
  }

  /** Everything that has not been taken. */
  rest(): TokenRange {
    return { from: this.#next, to: this.#tokens.length }
  }
}

/** Tokens by their index, `to` excluded. */
export interface TokenRange {
  readonly from: number
  readonly to: number
}

/** Keywords are bare words in any case; a quoted "check" is a name. */
export function isText(token: Token | undefined, text: string): boolean {
  return (
    token !== undefined &&
    (token.kind === 'word' || token.kind === 'operator') &&
    token.value.toUpperCase() === text
  )
}
