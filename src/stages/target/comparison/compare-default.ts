import { type PostgresConstant, type PostgresMeaning, readMeaning } from '../../../sql/postgres-meaning.ts'
import { decimalOf } from '../../../sql/simplify-postgres.ts'

/**
 * - `same`: an INSERT without the column gets the same value
 * - `alike`: both give the moment, or an id that nobody has; in what form is another matter
 */
export type DefaultRelation = 'same' | 'alike' | 'different'

/** Compares two expressions of DEFAULT as `pg_get_expr` spells them; null where there is none. */
export function compareDefaults(expected: string | null, actual: string | null): DefaultRelation {
  const [a, b] = [meaningOf(expected), meaningOf(actual)]
  if (a === null || b === null) return a === b ? 'same' : 'different'
  if (a.text === b.text) return 'same'
  if (a.constant !== null && b.constant !== null)
    return sameValue(a.constant, b.constant) ? 'same' : 'different'
  return a.gives !== null && a.gives === b.gives ? 'alike' : 'different'
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

/** By value, for each tool has types of its own: `'0'::bigint`, `0` and `false` are one default of one column. */
function sameValue(a: PostgresConstant, b: PostgresConstant): boolean {
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
