import { comparable, compareTerms } from './compare-terms.ts'
import { asCondition, isNumber, type Term, type TermType, term, Untranslatable } from './term.ts'

export function translateNullTest(value: Term, negated: boolean): Term {
  return term(`(${value.sql} IS ${negated ? 'NOT NULL' : 'NULL'})`, 'boolean')
}

/** IS and IS NOT: `x IS TRUE` asks whether x is any number but 0. */
export function translateIs(left: Term, right: Term, negated: boolean): Term {
  if (right.type === 'null') return translateNullTest(left, negated)
  if (right.literal?.kind !== 'boolean')
    return compareTerms(negated ? 'IS DISTINCT FROM' : 'IS NOT DISTINCT FROM', left, right)
  const truth = right.literal.value ? 'TRUE' : 'FALSE'
  return term(`(${asCondition(left)} IS ${negated ? 'NOT ' : ''}${truth})`, 'boolean')
}

/**
 * The list has neither affinities nor collations: those of the value are used alone.
 * https://www.sqlite.org/datatype3.html#collation
 *
 * @throws Untranslatable where the list is empty, which PostgreSQL has not, or its values differ in type
 */
export function translateIn(value: Term, items: readonly Term[], negated: boolean): Term {
  const plain = items.map((item) => ({ ...item, collation: null, collated: false, affinity: null }))
  const pairs = plain.map((item) => comparable(value, item, false))
  const [left, ...others] = new Set(pairs.map(([side]) => side.sql))
  if (left === undefined) throw new Untranslatable('the list of IN is empty')
  if (others.length > 0) throw new Untranslatable('the list of IN holds values of several types')
  const list = pairs.map(([, side]) => side.sql).join(', ')
  return term(`(${left} ${negated ? 'NOT IN' : 'IN'} (${list}))`, 'boolean')
}

export function translateBetween(value: Term, low: Term, high: Term, negated: boolean): Term {
  const inside = `(${compareTerms('>=', value, low).sql} AND ${compareTerms('<=', value, high).sql})`
  return term(negated ? `(NOT ${inside})` : inside, 'boolean')
}

const CLASS_OF_TYPE: Readonly<Partial<Record<TermType, string>>> = {
  integer: 'integer',
  text: 'text',
  bytes: 'blob',
}

/**
 * `typeof(x) in ('integer', 'null')` is true for every value of a bigint column, and without `'null'` for all but NULL.
 * typeof() itself is never NULL. https://www.sqlite.org/lang_corefunc.html#typeof
 *
 * @param value the argument of typeof()
 * @param wanted the storage classes that it is compared with, as literals
 * @throws Untranslatable where a value of the target was of no class that is known, or of none that is asked for
 */
export function translateTypeof(value: Term, wanted: readonly Term[], negated: boolean): Term {
  const classes = wanted.map(({ literal }) => (literal?.kind === 'text' ? literal.value : null))
  if (classes.includes(null)) throw new Untranslatable('typeof() has no equivalent')
  const own = value.isReal && isNumber(value) ? 'real' : (CLASS_OF_TYPE[value.type] ?? null)
  const others = classes.filter((name) => name !== 'null')
  const takesNull = others.length < classes.length
  const takesOwn = others.includes(own)
  if (others.length > 0 && (own === null || (!takesOwn && !negated)))
    throw new Untranslatable(`typeof() asks for ${others.join(', ')}, the target has another type`)
  if (takesNull === takesOwn) return term(String(takesNull !== negated), 'boolean')
  return translateNullTest(value, takesOwn !== negated)
}
