import { fits } from '../../../sql/fits.ts'
import { isJsonBlob, isUnreadableJsonb, keepsAsJsonb } from '../../../sql/json-predicates.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { textHazards } from './decide-text.ts'
import { counted, type Decision, type Finding } from './finding.ts'
import { followers, valueCount } from './followers.ts'
import { besideHazards } from './told-once.ts'

/** A column of documents, which json keeps as they are spelled. */
export function decideJson(profile: ColumnProfile, subject: string): Decision {
  return {
    type: { kind: 'json' },
    findings: [
      ...invalidJson(profile, subject).map((finding) => unlessJsonb(finding, profile, subject)),
      ...refusedJsonb(profile, subject),
      ...jsonInBlobs(profile, subject),
      ...textHazards(profile, subject),
      ...jsonbHazard(profile, subject),
    ],
  }
}

/** What is to be told of a column of documents that a key or an index makes one of texts. */
export function jsonInKey(profile: ColumnProfile, subject: string): readonly Finding[] {
  const fate = '; the target is text, which takes anything'
  return [
    {
      code: 'declared-type-not-followed',
      rows: 0,
      where: null,
      priority: 'LOW',
      message: 'A key or an index holds the column, which json cannot be part of; the target is text',
    },
    ...invalidJson(profile, subject, fate).map((finding): Finding => ({ ...finding, priority: 'MED' })),
  ]
}

/** The values that json refuses although most follow it. @param fate what becomes of them: `; the target is text` */
function invalidJson(profile: ColumnProfile, subject: string, fate = ''): Finding[] {
  const { count, predicate } = followers({ kind: 'json' }, profile, subject)
  const found = {
    code: 'invalid-json',
    rows: valueCount(profile) - count,
    where: `not ${predicate}`,
  } as const
  const message = (rows: number) => `${counted(rows, 'value is', 'values are')} not JSON${fate}`
  return found.rows === 0 ? [] : [besideHazards(found, message, profile, subject)]
}

/** Only a look at the blobs tells how many are told of by {@link refusedJsonb}. */
function unlessJsonb(finding: Finding, { blobs }: ColumnProfile, subject: string): Finding {
  const where = `not ${isUnreadableJsonb(subject)} and (${finding.where})`
  return blobs === 0 ? finding : { ...finding, rows: 0, where }
}

/** As bytes they would arrive; json has no such form. */
function refusedJsonb({ blobs }: ColumnProfile, subject: string): Finding[] {
  const message = (rows: number) =>
    `${counted(rows, 'blob is', 'blobs are')} JSONB of SQLite, which json does not read`
  const where = isUnreadableJsonb(subject)
  const finding: Finding = {
    code: 'sqlite-jsonb',
    rows: 0,
    where,
    message: message(0),
    counted: message,
    priority: 'HIGH',
  }
  return blobs === 0 ? [] : [finding]
}

/** Counted when the rows are looked for: the profile does not read into JSON. */
function jsonbHazard(profile: ColumnProfile, subject: string): Finding[] {
  const arrives = fits({ kind: 'json' }, subject, profile.textsWithNul + profile.textsInvalidUtf8 === 0)
  const where = `typeof(${subject}) = 'text' and ${arrives} and not ${keepsAsJsonb(subject)}`
  const message = 'JSON texts that jsonb refuses or changes; the target is json, which keeps them'
  return profile.texts === 0 ? [] : [{ code: 'json-not-jsonb', rows: 0, where, message }]
}

/** Programs that bind the bytes of a document store a blob, which SQLite's own functions read as JSON all the same. */
function jsonInBlobs({ blobs }: ColumnProfile, subject: string): Finding[] {
  const message = (rows: number) =>
    counted(
      rows,
      'value is a blob in a JSON column, the text of a document',
      'values are blobs in a JSON column, the texts of documents',
    )
  const where = isJsonBlob(subject)
  return blobs === 0 ? [] : [{ code: 'blob-in-text', rows: 0, where, message: message(0), counted: message }]
}
