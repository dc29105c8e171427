import { quoteLiteral } from '../quote.ts'
import { foldName } from '../same-name.ts'
import { globToRegex } from './glob-to-regex.ts'
import { asText, type Term, term, Untranslatable } from './term.ts'

/**
 * LIKE folds the letters of ASCII and nothing else, as lower() does under the collation "C"; PostgreSQL's ILIKE
 * would fold all letters. SQLite has no escape character unless it is written.
 * https://www.sqlite.org/lang_expr.html#the_like_glob_regexp_match_and_extract_operators
 */
export function translateLike(value: Term, pattern: Term, mark: Term | null, negated: boolean): Term {
  const text = patternText(pattern)
  const escaping = mark === null ? '' : patternText(mark)
  if (escaping.length > 1 || /[A-Za-z]/.test(escaping))
    throw new Untranslatable('LIKE has a letter as its escape character')
  if (endsInEscape(text, escaping))
    throw new Untranslatable('the pattern of LIKE ends in its escape character')
  const folded = foldName(text)
  const operator = negated ? 'NOT LIKE' : 'LIKE'
  return term(
    `(lower(${asText(value).sql} COLLATE "C") ${operator} ${quoteLiteral(folded)} ESCAPE ${quoteLiteral(escaping)})`,
    'boolean',
  )
}

export function translateGlob(value: Term, pattern: Term, negated: boolean): Term {
  const regex = globToRegex(patternText(pattern))
  if (regex === null)
    throw new Untranslatable('the pattern of GLOB has a set that is never closed or is reversed')
  const operator = negated ? '!~' : '~'
  return term(`((${asText(value).sql} COLLATE "C") ${operator} ${quoteLiteral(regex)})`, 'boolean')
}

function patternText({ literal }: Term): string {
  if (literal?.kind !== 'text') throw new Untranslatable('a pattern is not written as a text')
  return literal.value
}

function endsInEscape(text: string, mark: string): boolean {
  if (mark === '') return false
  let at = 0
  while (at < text.length) {
    if (text[at] === mark && at + 1 === text.length) return true
    at += text[at] === mark ? 2 : 1
  }
  return false
}
