import { isIsoDate } from '../iso-text.ts'
import { foldName } from '../same-name.ts'
import { comparableMoments, compareBeginning, isMoment } from './compare-moments.ts'
import { integerTerm, textTerm } from './literal-terms.ts'
import { asNumber, describe, isNumber, type Term, term, Untranslatable } from './term.ts'

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=' | 'IS NOT DISTINCT FROM' | 'IS DISTINCT FROM'

/**
 * Compares as SQLite would: with its affinities, its collations and its byte order of texts.
 * https://www.sqlite.org/datatype3.html#comparison_expressions
 */
export function compareTerms(operator: Comparison, left: Term, right: Term): Term {
  const beginning = compareBeginning(operator, left, right)
  if (beginning !== null) return beginning
  const [a, b] = comparable(left, right, /^[<>]=?$/.test(operator))
  return term(`(${a.sql} ${operator} ${b.sql})`, 'boolean')
}

/** Both sides in a form that PostgreSQL compares as SQLite does. */
export function comparable(left: Term, right: Term, ordered: boolean): readonly [Term, Term] {
  if (left.type === 'null' || right.type === 'null') return [left, right]
  const truths = comparableTruths(left, right)
  if (truths !== null) return truths
  if (left.type === 'boolean' || right.type === 'boolean') return comparableBooleans(left, right)
  const moments = comparableMoments(left, right)
  if (moments !== null) return moments
  const [a, b] = withAffinity(left, right)
  if (isNumber(a) && isNumber(b)) return [a, b]
  if (a.type === 'text' && b.type === 'text') return collatedTexts(a, b, ordered)
  if (a.type === b.type && a.type !== 'opaque') return [a, b]
  const dated = withDateLiteral(a, b)
  if (dated !== null) return dated
  throw new Untranslatable(`${describe(a)} and ${describe(b)} are compared in another way`)
}

/** `t` and `f` are what became true and false, and have the order of these; null where it is not about such a column. */
function comparableTruths(left: Term, right: Term): readonly [Term, Term] | null {
  const [a, b] = [asTruth(left), asTruth(right)]
  if ((!left.isTf && !right.isTf) || a === null || b === null) return null
  // no collation of SQLite takes one for the other
  return SQLITE_COLLATIONS.has(collationOf(left, right)) ? [a, b] : null
}

const SQLITE_COLLATIONS: ReadonlySet<string> = new Set(['BINARY', 'NOCASE', 'RTRIM'])

function asTruth(value: Term): Term | null {
  if (value.isTf) return { ...value, type: 'boolean' }
  const text = value.literal?.kind === 'text' ? value.literal.value : null
  return text === 't' || text === 'f' ? term(String(text === 't'), 'boolean') : null
}

/** A boolean column held nothing but 0 and 1, so those are the only literals that it can meet. */
function comparableBooleans(left: Term, right: Term): readonly [Term, Term] {
  const [a, b] = withAffinity(left, right).map(asBoolean)
  if (a !== undefined && b !== undefined && a.type === 'boolean' && b.type === 'boolean') return [a, b]
  return [asNumber(left), asNumber(right)]
}

function asBoolean(value: Term): Term {
  const number = value.literal?.kind === 'integer' ? value.literal.value : null
  return number === 0n || number === 1n ? term(String(number === 1n), 'boolean') : value
}

/** A column turns the literal at its other side into its own class. */
function withAffinity(left: Term, right: Term): readonly [Term, Term] {
  return [applyAffinity(left, right), applyAffinity(right, left)]
}

function applyAffinity(value: Term, other: Term): Term {
  const { literal } = value
  if (
    other.affinity === 'numeric' &&
    literal?.kind === 'text' &&
    /^\s*[+-]?\d{1,15}\s*$/.test(literal.value)
  ) {
    return integerTerm(BigInt(literal.value.trim()))
  }
  if (other.affinity === 'text' && literal?.kind === 'integer') return textTerm(literal.value.toString())
  return value
}

function collatedTexts(left: Term, right: Term, ordered: boolean): readonly [Term, Term] {
  const collation = collationOf(left, right)
  if (collation !== 'BINARY') return [collatedText(left, collation), collatedText(right, collation)]
  return ordered ? [{ ...left, sql: `${left.sql} COLLATE "C"` }, right] : [left, right]
}

/** A text in a form that is equal, byte by byte, where the collation finds it equal. */
function collatedText(value: Term, collation: string): Term {
  switch (collation) {
    case 'BINARY':
      return value
    case 'NOCASE':
      return folded(value)
    case 'RTRIM':
      return trimmed(value)
    default:
      throw new Untranslatable(`the collation ${collation} belongs to the application`)
  }
}

/**
 * What an index holds of an expression, so that it finds equal what the collation does. Numbers, dates and bytes have
 * the same order under every collation.
 *
 * @param collation in upper case
 * @throws Untranslatable
 */
export function underCollation(value: Term, collation: string): Term {
  if (value.type === 'text') return collatedText(value, collation)
  if (!(value.type === 'opaque' || isMoment(value)) || collation === 'BINARY') return value
  throw new Untranslatable(`the engines read what stands under the collation ${collation} differently`)
}

/** https://www.sqlite.org/datatype3.html#assigning_collating_sequences_from_sql */
function collationOf(left: Term, right: Term): string {
  if (left.collated) return left.collation ?? 'BINARY'
  if (right.collated) return right.collation ?? 'BINARY'
  return left.collation ?? right.collation ?? 'BINARY'
}

/**
 * NOCASE folds the 26 letters of ASCII, and so does lower() under the collation "C". A text that is written out is folded
 * here: PostgreSQL computes it before it knows its collation, and refuses the generated column.
 */
export function folded(value: Term): Term {
  const { literal } = value
  if (literal?.kind === 'text') {
    const lower = textTerm(foldName(literal.value))
    return { ...value, sql: lower.sql, literal: lower.literal }
  }
  return { ...value, sql: `lower(${value.sql} COLLATE "C")` }
}

export function trimmed(value: Term): Term {
  return { ...value, sql: `rtrim(${value.sql} COLLATE "C", ' ')` }
}

/** Dates have one form, and so the order of their texts. */
function withDateLiteral(left: Term, right: Term): readonly [Term, Term] | null {
  if (left.type === 'date' && isDateLiteral(right)) return [left, { ...right, sql: `${right.sql}::date` }]
  if (right.type === 'date' && isDateLiteral(left)) return [{ ...left, sql: `${left.sql}::date` }, right]
  return null
}

function isDateLiteral(value: Term): boolean {
  return value.literal?.kind === 'text' && isIsoDate(value.literal.value)
}
