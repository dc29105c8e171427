import { fits } from '../../../sql/fits.ts'
import type { Column } from '../../catalog/catalog.ts'
import { decideText } from './decide-text.ts'
import { counted, DECLARE_TEXT, type Decision, type Finding } from './finding.ts'
import { valueCount } from './followers.ts'
import { besideHazards, saidToBeText } from './told-once.ts'

/** Another spelling of a UUID would come back respelled, so one of them is enough for text. */
export function decideUuid(column: Column, subject: string): Decision {
  const { profile } = column
  const strangers = valueCount(profile) - profile.textForms.uuid
  if (strangers === 0) return { type: { kind: 'uuid' }, findings: [] }
  const lost = lostUuids(column, subject)
  const rows = strangers - lost.reduce((numbers, finding) => numbers + finding.rows, 0)
  const isStranger = `not ${fits({ kind: 'uuid' }, subject)}`
  const where = lost.length === 0 ? isStranger : `${isStranger} and typeof(${subject}) in ('text', 'blob')`
  const message = (others: number) =>
    `${counted(others, 'value is', 'values are')} not a canonical UUID; the target is text`
  const finding = besideHazards({ code: 'invalid-uuid', rows, where }, message, profile, subject)
  const texts = decideText(null, profile, subject).findings.map(saidToBeText)
  return { type: { kind: 'text' }, findings: [...(rows === 0 ? [] : [finding]), ...lost, ...texts] }
}

/**
 * A UUID without hyphens can look like a number: SQLite makes 1.2345678901234567e+31 of 32 digits, Infinity of
 * `970336196371487485912797e7866347`, and 0 of 32 zeros. Integers alone are keys that somebody has declared as UUIDs.
 * https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export function lostUuids(
  { affinity, declaredType, sourceType = declaredType, profile }: Column,
  subject: string,
): readonly Finding[] {
  const { integers, reals, texts, blobs } = profile
  const rows = integers + reals
  if (affinity !== 'NUMERIC' || rows === 0 || reals + texts === 0) return []
  const numbers = counted(rows, 'value is a number', 'values are numbers')
  return [
    {
      code: 'digits-already-lost',
      rows,
      where: `typeof(${subject}) in ('integer', 'real')`,
      message: `${numbers}${texts + blobs > 0 ? ' among others' : ''}: of a text in a column declared ${sourceType}, SQLite makes a number where it can, of which at most about 15 digits are right`,
      priority: 'HIGH',
      remedy: DECLARE_TEXT,
    },
  ]
}
