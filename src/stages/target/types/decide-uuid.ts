import { fits } from '../../../sql/fits.ts'
import type { Column } from '../../catalog/catalog.ts'
import { blobsAmongTexts, textHazards } from './decide-text.ts'
import { counted, DECLARE_TEXT, type Decision, type Finding } from './finding.ts'
import { valueCount } from './followers.ts'
import { besideHazards, saidToBeText } from './told-once.ts'

/** Another spelling of a UUID would come back respelled, so one of them is enough for text. */
export function decideUuid(column: Column, subject: string): Decision {
  const { profile } = column
  const strangers = valueCount(profile) - profile.textForms.uuid
  if (strangers === 0) return { type: { kind: 'uuid' }, findings: [] }
  const lost = lostUuids(column, subject)
  // blobs are told of as such, for they can be refused
  const rows = strangers - profile.blobs - lost.reduce((numbers, finding) => numbers + finding.rows, 0)
  const isStranger = `typeof(${subject}) <> 'blob' and not ${fits({ kind: 'uuid' }, subject)}`
  const where = lost.length === 0 ? isStranger : `${isStranger} and typeof(${subject}) = 'text'`
  const message = (others: number) =>
    `${counted(others, 'value is', 'values are')} not a canonical UUID; the target is text`
  const finding = besideHazards({ code: 'invalid-uuid', rows, where }, message, profile, subject)
  const texts = textHazards(profile, subject).map(saidToBeText)
  const blobs = blobsAmongTexts(profile, subject, 'among texts of UUIDs').flatMap((told) =>
    told.code === 'binary-in-text' ? binaryUuids(told, subject) : [told],
  )
  return { type: { kind: 'text' }, findings: [...(rows === 0 ? [] : [finding]), ...lost, ...blobs, ...texts] }
}

/** Those of 16 bytes can be read as UUIDs, the others as nothing. */
function binaryUuids(binary: Finding, subject: string): readonly Finding[] {
  const has16 = `octet_length(${subject}) = 16`
  const message = (rows: number) =>
    `${counted(rows, 'blob of 16 bytes is a UUID', 'blobs of 16 bytes are UUIDs')} whose byte order must be known, beside texts of UUIDs; the target is text, which refuses bytes`
  return [
    {
      code: 'uuid-bytes',
      rows: 0,
      where: `${binary.where} and ${has16}`,
      message: message(0),
      counted: message,
      priority: 'HIGH',
    },
    { ...binary, rows: 0, where: `${binary.where} and not ${has16}` },
  ]
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
