import type { Token } from '../../sql/parsing/lex-sqlite.ts'
import { RESERVED_WORDS } from '../../sql/sqlite-keywords.ts'
import { symbolAt } from './table-references.ts'

/** Whether a value can end with this token: then an operator or an alias follows, and no further value. */
export function endsValue(token: Token | undefined): boolean {
  if (token === undefined || token.kind === 'illegal') return false
  if (token.kind === 'operator') return token.value === ')'
  const word = token.value.toLowerCase()
  if (token.kind !== 'word' || VALUES.has(word)) return true
  return !RESERVED_WORDS.has(word) && !BEFORE_VALUES.has(word)
}

const VALUES: ReadonlySet<string> = new Set(['null', 'isnull', 'notnull'])

/** Keywords of either dialect that a value can follow, beside those that are reserved in SQLite. */
const BEFORE_VALUES: ReadonlySet<string> = new Set(
  `any by fetch filter first glob ilike interval like match next offset over partition range recursive regexp
  row rows similar some symmetric with`.split(/\s+/),
)

/**
 * Whether the word at a place can be the name of a column, without quotes: no reserved word can, and where a value has ended
 * one that is both, like END or DESC, is the keyword. https://www.sqlite.org/lang_keywords.html
 */
export function canNameColumn(tokens: readonly Token[], at: number): boolean {
  const word = symbolAt(tokens, at)
  if (RESERVED_WORDS.has(word) || endsValue(tokens[at - 1])) return false
  return !PAIRS.test(`${symbolAt(tokens, at - 1)} ${word}`)
}

/** Two keywords of which the second could be a name elsewhere. */
const PAIRS =
  /^((order|group|partition) by|not (like|glob|regexp|match)|or (replace|ignore|abort|fail|rollback)|on conflict)$/
