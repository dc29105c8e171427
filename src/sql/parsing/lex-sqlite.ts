/**
 * - `word`: a keyword or a bare identifier
 * - `identifier`: quoted with `"…"`, `` `…` `` or `[…]`
 * - `string`: `'…'`; SQLite also takes it as an identifier where only a name can stand
 * - `parameter`: `?1`, `:a`, `@a`, `$a`
 * - `operator`: everything of punctuation, also `(`, `)`, `,` and `;`
 * - `illegal`: a character that starts no token, or a quote that never ends
 */
export type TokenKind =
  | 'word'
  | 'identifier'
  | 'string'
  | 'number'
  | 'blob'
  | 'parameter'
  | 'operator'
  | 'illegal'

export interface Token {
  readonly kind: TokenKind
  /** Without quotes, and with doubled quotes made single; the hex digits of a blob. */
  readonly value: string
  /** Where it stands in the text: `sql.slice(start, end)` is the token as written. */
  readonly start: number
  readonly end: number
}

/**
 * The tokens of SQLite text, without white space and comments. Never throws: what SQLite would refuse
 * comes back as `illegal`.
 *
 * https://www.sqlite.org/lang_keywords.html, https://www.sqlite.org/lang_comment.html, and `tokenize.c`
 */
export function lexSqlite(sql: string): readonly Token[] {
  const tokens: Token[] = []
  let start = 0
  while (start < sql.length) {
    const rule = RULES.find(({ pattern }) => matchesAt(pattern, sql, start))
    const end = rule?.pattern.lastIndex ?? start + 1
    const text = sql.slice(start, end)
    if (rule === undefined) tokens.push({ kind: 'illegal', value: text, start, end })
    else if (rule.kind !== null) tokens.push({ kind: rule.kind, value: rule.value(text), start, end })
    start = end
  }
  return tokens
}

interface Rule {
  readonly pattern: RegExp
  /** null for what is dropped. */
  readonly kind: TokenKind | null
  readonly value: (text: string) => string
}

const asWritten = (text: string) => text
const withoutQuotes = (text: string) => text.slice(1, -1).replaceAll(text.slice(-1).repeat(2), text.slice(-1))

const DIGITS = String.raw`\d+(?:_\d+)*`
const HEX_DIGITS = String.raw`[\da-fA-F]+(?:_[\da-fA-F]+)*`
const DECIMAL = String.raw`(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:[eE][+-]?${DIGITS})?`
/** No letter follows a number. */
const NUMBER = new RegExp(String.raw`(?:0[xX]${HEX_DIGITS}|${DECIMAL})(?![\w$\u0080-\u{10FFFF}])`, 'uy')

/** The first that matches wins. SQLite takes every character beyond U+007F as a letter. */
const RULES: readonly Rule[] = [
  { pattern: /[ \t\n\f\r\uFEFF]+/y, kind: null, value: asWritten },
  { pattern: /--[^\n]*/y, kind: null, value: asWritten },
  { pattern: /\/\*[\s\S]*?(?:\*\/|$)/y, kind: null, value: asWritten },
  { pattern: /'[^']*(?:''[^']*)*'(?!')/y, kind: 'string', value: withoutQuotes },
  { pattern: /"[^"]*(?:""[^"]*)*"(?!")/y, kind: 'identifier', value: withoutQuotes },
  { pattern: /`[^`]*(?:``[^`]*)*`(?!`)/y, kind: 'identifier', value: withoutQuotes },
  { pattern: /\[[^\]]*\]/y, kind: 'identifier', value: (text) => text.slice(1, -1) },
  { pattern: /[xX]'(?:[0-9a-fA-F]{2})*'/y, kind: 'blob', value: (text) => text.slice(2, -1) },
  { pattern: /[A-Za-z_\u0080-\u{10FFFF}][\w$\u0080-\u{10FFFF}]*/uy, kind: 'word', value: asWritten },
  { pattern: NUMBER, kind: 'number', value: asWritten },
  { pattern: /\?\d*|[:@$#][\w$:\u0080-\u{10FFFF}]+/uy, kind: 'parameter', value: asWritten },
  { pattern: /->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[-+*/%=<>&|~(),.;]/y, kind: 'operator', value: asWritten },
]

function matchesAt(pattern: RegExp, sql: string, position: number): boolean {
  pattern.lastIndex = position
  return pattern.test(sql)
}
