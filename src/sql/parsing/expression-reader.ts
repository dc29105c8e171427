import { JOIN_WORDS, RESERVED_WORDS } from '../sqlite-keywords.ts'
import type { Construct, Expression, Span } from './expression.ts'
import { lexSqlite, type Token } from './lex-sqlite.ts'
import { LEVEL } from './precedence.ts'

/** The text is no expression, or none that is understood; the message tells where. */
export class Misunderstood extends Error {
  override readonly name = 'Misunderstood'
}

/** SQLite takes no deeper tree, unless it was compiled to. https://www.sqlite.org/limits.html */
const MAX_DEPTH = 1000

type ParseLevel = (reader: ExpressionReader, minimum: number) => Expression

/** Walks over the tokens of an expression. */
export class ExpressionReader {
  readonly #sql: string
  readonly #tokens: readonly Token[]
  readonly #parseLevel: ParseLevel
  #next = 0
  #depth = 0

  /** @param parseLevel is called by `parse` */
  constructor(sql: string, parseLevel: ParseLevel) {
    this.#sql = sql
    this.#tokens = lexSqlite(sql)
    this.#parseLevel = parseLevel
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#next + ahead]
  }

  /** @throws Misunderstood at the end */
  take(): Token {
    const token = this.peek() ?? this.fail()
    this.#next += 1
    return token
  }

  /** The keyword or operator that comes next, in upper case; null for anything else, also for a quoted keyword. */
  symbol(ahead = 0): string | null {
    const token = this.peek(ahead)
    return token?.kind === 'word' || token?.kind === 'operator' ? token.value.toUpperCase() : null
  }

  /** Takes these keywords or operators if all of them come next. */
  takeIf(...symbols: readonly string[]): boolean {
    const found = symbols.every((symbol, index) => this.symbol(index) === symbol)
    if (found) this.#next += symbols.length
    return found
  }

  /** @throws Misunderstood where something else comes next */
  expect(symbol: string): Token {
    return this.symbol() === symbol ? this.take() : this.fail()
  }

  /** Whether a word that is no keyword here, or a quoted name, comes next. */
  seesName(): boolean {
    const token = this.peek()
    if (token?.kind === 'word') return !RESERVED_WORDS.has(token.value.toLowerCase())
    return token?.kind === 'identifier'
  }

  /** The name of a table or a column; SQLite takes a string where only such a name can stand. */
  takeName(): Token {
    return this.seesName() || this.peek()?.kind === 'string' ? this.take() : this.fail()
  }

  /** Whether a word of a type or a collation comes next. */
  seesTypeWord(): boolean {
    const token = this.peek()
    if (token?.kind === 'word' && JOIN_WORDS.has(token.value.toLowerCase())) return false
    return this.seesName() || token?.kind === 'string'
  }

  /** Takes everything from a parenthesis to the one that closes it. */
  takeGroup(): Span {
    const { start } = this.expect('(')
    for (let depth = 1; ; ) {
      if (this.symbol() === ';' || this.peek()?.kind === 'illegal') this.fail()
      if (this.symbol() === '(') depth += 1
      if (this.symbol() === ')') depth -= 1
      const { end } = this.take()
      if (depth === 0) return { start, end }
    }
  }

  textOf({ start, end }: Span): string {
    return this.#sql.slice(start, end)
  }

  unsupported(construct: Construct, start: number, end: number): Expression {
    return { kind: 'unsupported', construct, text: this.textOf({ start, end }), start, end }
  }

  /** Reads an expression whose infix operators bind at least as tightly as the level. */
  parse(minimum: number = LEVEL.or): Expression {
    const depth = this.#depth
    this.deepen()
    const expression = this.#parseLevel(this, minimum)
    this.#depth = depth
    return expression
  }

  /** Counts a level of the tree, so that no text can exhaust the stack. */
  deepen(): void {
    if (this.#depth >= MAX_DEPTH) throw new Misunderstood('the expression is nested too deeply')
    this.#depth += 1
  }

  /** @throws Misunderstood at the next token */
  fail(): never {
    const token = this.peek()
    throw new Misunderstood(
      token === undefined
        ? 'the expression ends too early'
        : `the expression is not understood at ${this.textOf(token)}`,
    )
  }
}
