/**
 * - `word`: a keyword or a bare name; PostgreSQL writes keywords in capitals, and bare names without them
 * - `identifier`: quoted with `"…"`
 * - `string`: `'…'` or `E'…'`
 */
export type PostgresTokenKind = 'word' | 'identifier' | 'string' | 'number' | 'operator'

export interface PostgresToken {
  readonly kind: PostgresTokenKind
  /** Without quotes, and with escapes undone. */
  readonly value: string
}

/**
 * The tokens of an expression in the spelling of `pg_get_expr`; null where there is something that it never writes.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function lexPostgres(text: string): readonly PostgresToken[] | null {
  const tokens: PostgresToken[] = []
  let at = 0
  while (at < text.length) {
    const rule = RULES.find(({ pattern }) => {
      pattern.lastIndex = at
      return pattern.test(text)
    })
    if (rule === undefined) return null
    const end = rule.pattern.lastIndex
    if (rule.kind !== null) tokens.push({ kind: rule.kind, value: rule.value(text.slice(at, end)) })
    at = end
  }
  return tokens
}

interface Rule {
  readonly pattern: RegExp
  /** null for white space. */
  readonly kind: PostgresTokenKind | null
  readonly value: (text: string) => string
}

const asWritten = (text: string) => text
const unquoted = (text: string) => text.slice(1, -1).replaceAll(text.slice(-1).repeat(2), text.slice(-1))
const unescaped = (text: string) => unquoted(text.slice(1)).replaceAll('\\\\', '\\')

const RULES: readonly Rule[] = [
  { pattern: /\s+/y, kind: null, value: asWritten },
  { pattern: /E'[^'\\]*(?:(?:\\\\|'')[^'\\]*)*'/y, kind: 'string', value: unescaped },
  { pattern: /'[^']*(?:''[^']*)*'/y, kind: 'string', value: unquoted },
  { pattern: /"(?!"(?!"))[^"]*(?:""[^"]*)*"/y, kind: 'identifier', value: unquoted },
  { pattern: /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy, kind: 'word', value: asWritten },
  { pattern: /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y, kind: 'number', value: asWritten },
  { pattern: /::|[()[\],.:]|[-+*/<>=~!@#%^&|`?]+/y, kind: 'operator', value: asWritten },
]
