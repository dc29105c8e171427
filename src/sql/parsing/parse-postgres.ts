import { lexPostgres, type PostgresToken } from './lex-postgres.ts'

/** A part of an expression that PostgreSQL has printed: it brackets every operator, so no precedence is needed. */
export type PostgresNode =
  /** A keyword, an operator or a comma. */
  | { readonly kind: 'sign'; readonly text: string }
  /** A column; or a function, a collation or a schema where `column` is false. */
  | { readonly kind: 'name'; readonly name: string; readonly column: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'group'; readonly items: readonly PostgresNode[] }
  /** `f(…)`, `ANY (…)`, `ARRAY[…]`, `a[…]` */
  | { readonly kind: 'call'; readonly head: PostgresNode; readonly items: readonly PostgresNode[] }
  | { readonly kind: 'cast'; readonly operand: PostgresNode; readonly type: string }

/** Reads an expression in the spelling of `pg_get_expr`; null where it is none. */
export function parsePostgres(text: string): readonly PostgresNode[] | null {
  const tokens = lexPostgres(text)
  if (tokens === null) return null
  const reader = new Reader(tokens)
  const items = reader.items()
  return reader.atEnd ? items : null
}

/** Keywords before which a bracket only groups. */
const PREFIXES: ReadonlySet<string> = new Set(
  'NOT AND OR CASE WHEN THEN ELSE IS FROM ZONE COLLATE LIKE FOR'.split(' '),
)

class Reader {
  readonly #tokens: readonly PostgresToken[]
  #at = 0

  constructor(tokens: readonly PostgresToken[]) {
    this.#tokens = tokens
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Up to a closing bracket, or the end. */
  items(): readonly PostgresNode[] {
    const items: PostgresNode[] = []
    while (!this.atEnd && !this.#sees(')') && !this.#sees(']')) {
      const previous = items.at(-1)
      if (this.#skips('::') && previous !== undefined) {
        items[items.length - 1] = { kind: 'cast', operand: previous, type: this.#typeName() }
      } else {
        items.push(this.#node(previous))
      }
    }
    return items
  }

  #node(previous: PostgresNode | undefined): PostgresNode {
    const token = this.#take()
    if (token === undefined) return { kind: 'sign', text: '' }
    switch (token.kind) {
      case 'string':
        return { kind: 'text', value: token.value }
      case 'number':
        return { kind: 'number', value: token.value }
      case 'identifier':
        return this.#named(token, previous)
      case 'word':
        return /^([A-Z_]+|true|false)$/.test(token.value)
          ? this.#keyword(token.value)
          : this.#named(token, previous)
      case 'operator':
        return token.value === '(' || token.value === '['
          ? { kind: 'group', items: this.#bracketed() }
          : { kind: 'sign', text: token.value }
      default:
        return token.kind satisfies never
    }
  }

  #keyword(text: string): PostgresNode {
    return PREFIXES.has(text) ? { kind: 'sign', text } : this.#called({ kind: 'sign', text })
  }

  /** With its schema, and the brackets behind it. */
  #named({ value }: PostgresToken, previous: PostgresNode | undefined): PostgresNode {
    const afterCollate = previous?.kind === 'sign' && previous.text === 'COLLATE'
    let name = value
    while (this.#skips('.')) name += `.${this.#take()?.value ?? ''}`
    const isPlain = name === value && !afterCollate && !this.#sees('(')
    return this.#called({ kind: 'name', name, column: isPlain })
  }

  #called(head: PostgresNode): PostgresNode {
    if (!this.#skips('(') && !this.#skips('[')) return head
    return { kind: 'call', head, items: this.#bracketed() }
  }

  #bracketed(): readonly PostgresNode[] {
    const items = this.items()
    this.#take()
    return items
  }

  /** `character varying(20)[]`, `timestamp without time zone`, `"Mood"`, `app.mood` */
  #typeName(): string {
    const words: string[] = []
    do words.push(this.#take()?.value ?? '')
    while (this.#skips('.'))
    let name = words.join('.')
    while (TYPE_WORDS.has(this.#peek()?.value ?? '')) name += ` ${this.#take()?.value}`
    if (this.#skips('(')) {
      const limits = this.#bracketed().map((node) => (node.kind === 'number' ? node.value : ','))
      name += `(${limits.join('')})`
    }
    while (TYPE_WORDS.has(this.#peek()?.value ?? '')) name += ` ${this.#take()?.value}`
    while (this.#skips('[')) {
      this.#take()
      name += '[]'
    }
    return name
  }

  #peek(): PostgresToken | undefined {
    return this.#tokens[this.#at]
  }

  #take(): PostgresToken | undefined {
    const token = this.#peek()
    this.#at += 1
    return token
  }

  #sees(operator: string): boolean {
    const token = this.#peek()
    return token?.kind === 'operator' && token.value === operator
  }

  #skips(operator: string): boolean {
    const found = this.#sees(operator)
    if (found) this.#at += 1
    return found
  }
}

/** The words of a type's name behind its first. https://www.postgresql.org/docs/current/datatype.html */
const TYPE_WORDS: ReadonlySet<string> = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone'])
