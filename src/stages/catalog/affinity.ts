import type { Affinity } from './catalog.ts'

/**
 * The affinity of a declared type, by the first rule that matches.
 * https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 *
 * @param strict in a STRICT table ANY converts nothing; elsewhere it is a word like any other
 */
export function affinityOf(declaredType: string, strict: boolean): Affinity {
  const type = declaredType.toUpperCase()
  if (type.includes('INT')) return 'INTEGER'
  if (/CHAR|CLOB|TEXT/.test(type)) return 'TEXT'
  if (type.includes('BLOB') || type === '' || (strict && type === 'ANY')) return 'BLOB'
  if (/REAL|FLOA|DOUB/.test(type)) return 'REAL'
  return 'NUMERIC'
}
