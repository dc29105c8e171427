import {
  type PostgresConstant,
  type PostgresMeaning,
  readMeaning,
} from '../../../sql/translation/postgres-meaning.ts'
import { decimalOf } from '../../../sql/translation/simplify-postgres.ts'
import type { ColumnFacts } from '../schema-facts.ts'

/**
 * - `same`: an INSERT without the column gets the same value
 * - `alike`: both give the moment, or an id that nobody has; in what form is another matter
 */
export type DefaultRelation = 'same' | 'alike' | 'different'

type Defaulted = Pick<ColumnFacts, 'default' | 'type'>

/** Compares two expressions of DEFAULT as `pg_get_expr` spells them; null where there is none. */
export function compareDefaults(expected: Defaulted, actual: Defaulted): DefaultRelation {
  const [a, b] = [meaningOf(expected.default), meaningOf(actual.default)]
  if (a === null || b === null) return a === b ? 'same' : 'different'
  if (a.text === b.text) return 'same'
  if (a.constant !== null && b.constant !== null)
    return sameValue(a.constant, b.constant) ? 'same' : 'different'
  if (a.gives === null || a.gives !== b.gives) return 'different'
  return momentOf(expected) === momentOf(actual) ? 'alike' : 'different'
}

/** `pg_get_expr` does not say that a moment becomes a day, or a time of day, by the type of its column. */
function momentOf({ default: expression, type }: Defaulted): string | null {
  const isPart = type === 'date' || /^time\b/.test(type)
  return meaningOf(isPart ? `(${expression})::${type}` : expression)?.moment ?? null
}

/** Whether an INSERT that leaves the column out gets a value of it. */
export function hasDefault(expression: string | null): boolean {
  return meaningOf(expression) !== null
}

/** DEFAULT NULL is none. */
function meaningOf(expression: string | null): PostgresMeaning | null {
  const meaning = expression === null ? null : readMeaning(expression, new Map())
  return meaning?.constant?.kind === 'null' ? null : meaning
}

/**
 * By value, for each tool has types of its own: `'0'::bigint`, `0` and `false` are one default of one column. Two texts
 * are no numbers, even where they look like it.
 */
function sameValue(a: PostgresConstant, b: PostgresConstant): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.value === b.value
  if (a.kind === 'boolean' || b.kind === 'boolean') return flagOf(a) !== null && flagOf(a) === flagOf(b)
  const number = decimalOf(a.value)
  return a.value === b.value || (number !== null && number === decimalOf(b.value))
}

/** https://www.postgresql.org/docs/current/datatype-boolean.html */
function flagOf({ value }: PostgresConstant): boolean | null {
  const text = value.toLowerCase()
  if (['1', '1e0', 't', 'true'].includes(text)) return true
  return ['0', 'f', 'false'].includes(text) ? false : null
}
