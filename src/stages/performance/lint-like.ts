import { quoteLiteral } from '../../sql/quote.ts'
import {
  atEach,
  callAt,
  columnTo,
  givenValue,
  isInfix,
  type Rule,
  symbol,
  type WrittenColumn,
} from './lint-tokens.ts'
import { closingOf, openingOf } from './query-clauses.ts'
import type { QueryScope } from './query-scope.ts'
import { textOfColumn, textOfMoment } from './text-of-column.ts'

const like = atEach((scope, at) => {
  if (symbol(scope, at) !== 'like' || !isInfix(scope, at)) return null
  const hasNoLetters = everyPart(scope, at + 1, (text) => text !== null && !/[a-z]/i.test(text))
  if (hasNoLetters || isFolded(scope, at)) return null
  const column = columnTo(scope, leftOf(scope, at))
  if (column !== null && isCitext(column)) return null
  const what = 'uses LIKE, which tells capitals from small letters in PostgreSQL'
  const text = column === null ? null : asText(scope, at, column)
  return { code: 'query-like-ignores-case', what, spelling: text === null ? 'ilike' : `${text} ilike` }
})

/** Only texts have LIKE; bytea has it too, and no ILIKE. https://www.postgresql.org/docs/current/functions-matching.html */
const likeOfOthers = atEach((scope, at) => {
  if (symbol(scope, at) !== 'like' || !isInfix(scope, at)) return null
  const column = columnTo(scope, leftOf(scope, at))
  const text = column === null ? null : asText(scope, at, column)
  if (column === null || text === null || column.column.plan?.type.kind === 'bytea') return null
  const what = `uses LIKE on ${column.text}, which is no text, and PostgreSQL refuses it`
  return { code: 'query-operator', what, spelling: text }
})

/** The text that the LIKE at a place compares; null for what is one. */
function asText(scope: QueryScope, at: number, written: WrittenColumn): string | null {
  switch (written.column.plan?.type.kind) {
    case 'bytea':
      return `convert_from(${written.text}, 'UTF8')`
    case 'date':
    case 'timestamp':
    case 'timestamptz':
      return textOfMoment(written, [1, lastCompared(scope, at + 1)])
    default:
      return textOfColumn(written)
  }
}

/** The last character that a pattern looks at, where it ends with its only %. */
function lastCompared(scope: QueryScope, at: number): number {
  const pattern = textAt(scope, at) ?? ''
  const isWhole = !/^(\|\||escape)$/.test(symbol(scope, at + 1))
  return isWhole && /^[^%]*%$/.test(pattern) ? pattern.length - 1 : Number.POSITIVE_INFINITY
}

/** Its operators ignore case by themselves. https://www.postgresql.org/docs/current/citext.html */
function isCitext({ column }: WrittenColumn): boolean {
  const type = column.plan?.type
  return type?.kind === 'other' && /^(.*\.)?citext$/.test(type.name)
}

function leftOf(scope: QueryScope, at: number): number {
  return symbol(scope, at - 1) === 'not' ? at - 2 : at - 1
}

/** A text that is written there, or given by the settings; null for anything else. */
function textAt(scope: QueryScope, at: number): string | null {
  const token = scope.tokens[at]
  const text = token?.kind === 'string' ? token.value : givenValue(scope, at)
  return text === undefined || text === null ? null : String(text)
}

/** Looks at each of the values that || joins from a place on: at its text, or the place where it begins. */
function everyPart(
  scope: QueryScope,
  from: number,
  fits: (text: string | null, at: number) => boolean,
): boolean {
  for (let at = from; ; at++) {
    const text = textAt(scope, at)
    if (!fits(text, at)) return false
    at = callAt(scope, at) === null ? at + 1 : closingOf(scope, at + 1) + 1
    if (symbol(scope, at) !== '||') return true
  }
}

/**
 * Whether the left side has no capitals (or no small letters) and the pattern has none either: `lower(a) like 'b%'`. Of letters
 * beyond ASCII nothing is known: lower() of SQLite leaves them as they are.
 */
function isFolded(scope: QueryScope, at: number): boolean {
  const open = openingOf(scope, leftOf(scope, at))
  const fold = open === null ? null : callAt(scope, open - 1)
  if ((fold !== 'lower' && fold !== 'upper') || symbol(scope, (open ?? 0) - 2) === '||') return false
  const others = fold === 'lower' ? /[A-Z\u{80}-\u{10FFFF}]/u : /[a-z\u{80}-\u{10FFFF}]/u
  return everyPart(scope, at + 1, (text, part) =>
    text === null ? callAt(scope, part) === fold : !others.test(text),
  )
}

/** Only PostgreSQL has an escape character where none is written. */
const likeEscape = atEach((scope, at) => {
  if (symbol(scope, at) !== 'like' || symbol(scope, at + 2) === 'escape') return null
  const text = textAt(scope, at + 1)
  if (text === null || !text.includes('\\')) return null
  const what = 'has a backslash in the pattern of LIKE, which PostgreSQL takes for an escape'
  const written = scope.tokens[at + 1]?.kind === 'string' ? quoteLiteral(text) : '…'
  return { code: 'query-like-escape', what, spelling: `ilike ${written} escape ''` }
})

export const LIKE_RULES: readonly Rule[] = [like, likeOfOthers, likeEscape]
