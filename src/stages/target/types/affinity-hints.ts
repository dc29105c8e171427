import type { Column } from '../../catalog/catalog.ts'
import { lostDigits } from './decide-number.ts'
import { counted, DECLARE_TEXT, type Finding } from './finding.ts'
import type { Intent } from './intent.ts'

export const ZEROS_LOST = 'of a text, SQLite makes a number where it can, without its leading zeros'

/** Of a column whose declaration names no type, such as ZIPCODE: SQLite makes numbers of its texts, by its affinity. */
export function mayHaveBeenTexts({ affinity, profile }: Column): boolean {
  return affinity !== 'TEXT' && affinity !== 'BLOB' && profile.integers + profile.reals > 0
}

/**
 * What SQLite has done to values before any migration. To a name such as STRING or JSON it gives NUMERIC affinity, and
 * makes numbers of all texts that look like one. https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export function affinityHints(column: Column, intent: Intent, subject: string): readonly Finding[] {
  if (column.affinity !== 'NUMERIC') return []
  return [
    ...(intent.kind === 'text' ? numbersOfTexts(column, subject) : []),
    ...(intent.kind === 'text' || intent.kind === 'json' || intent.kind === 'any'
      ? longNumbers(column, subject)
      : []),
  ]
}

/** `01234` has become 1234, and `1.10` 1.1: nothing tells any more which of the numbers were spelled so. */
function numbersOfTexts(
  { declaredType, sourceType = declaredType, profile }: Column,
  subject: string,
): readonly Finding[] {
  const rows = profile.integers + profile.reals
  if (rows === 0) return []
  const isMixed = profile.texts + profile.blobs > 0
  const numbers = isMixed
    ? counted(rows, 'value is a number among others', 'values are numbers among others')
    : counted(rows, 'value is a number', 'values are numbers')
  return [
    {
      code: isMixed ? 'mixed-storage-classes' : 'declared-type-not-followed',
      rows,
      where: `typeof(${subject}) in ('integer', 'real')`,
      message: `${numbers}: of a text in a column declared ${sourceType}, SQLite makes a number where it can, without its leading zeros`,
      remedy: DECLARE_TEXT,
    },
  ]
}

function longNumbers({ profile }: Column, subject: string): readonly Finding[] {
  const rows = profile.realsBeyondDouble
  if (rows === 0) return []
  const message = counted(
    rows,
    'number beyond 2^53 was stored as REAL, which keeps about 15 of its digits',
    'numbers beyond 2^53 were stored as REAL, which keeps about 15 of their digits',
  )
  return [{ code: 'digits-already-lost', rows, where: lostDigits(subject), message, remedy: DECLARE_TEXT }]
}
