import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { Column } from '../../catalog/catalog.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import type { TargetType } from '../target-schema.ts'
import { strangersToDates } from './decide-date.ts'
import { binaryRemedy, blobsAmongTexts, textHazards } from './decide-text.ts'
import { decideUuid, lostUuids } from './decide-uuid.ts'
import { counted, type Finding } from './finding.ts'
import { blobsAmongNumbers } from './follow-data.ts'
import { followers, valueCount } from './followers.ts'
import type { Intent } from './intent.ts'
import { besideHazards } from './told-once.ts'

/**
 * The values that break the declared type where most do, by the codes that they have where few do.
 *
 * A declaration that no value follows means nothing. One that some follow is an intent that the others break: that
 * loses more than a name.
 *
 * @param type what the values have chosen instead
 */
export function strangersTo(
  intent: Exclude<Intent, { kind: 'any' }>,
  source: Column,
  column: string,
  type: TargetType,
): readonly Finding[] {
  const { profile } = source
  const { count, predicate } = followers(intent, profile, column)
  const priority: Finding['priority'] = count > 0 ? 'HIGH' : 'MED'
  const rows = valueCount(profile) - count
  const stranger = (code: IssueCode, one: string, many: string): Finding => {
    const found = { code, rows, where: `not ${predicate}`, priority }
    const message = (others: number) =>
      `${counted(others, `value is ${one}`, `values are ${many}`)}; the target is ${type.kind}`
    return type.kind === 'text'
      ? besideHazards(found, message, profile, column)
      : { ...found, message: message(rows) }
  }
  switch (intent.kind) {
    case 'integer':
    case 'float':
    case 'decimal':
      return [
        {
          ...stranger('wrong-storage-class', 'not a number', 'not numbers'),
          ...(type.kind === 'bytea' ? { remedy: DECLARE_BLOB } : binaryRemedy(profile)),
        },
        ...(type.kind === 'text' || type.kind === 'bytea' ? numbersAmongOthers(profile, column, type) : []),
      ]
    case 'text':
      return [
        ...textHazards(profile, column).map((finding): Finding => {
          const fate = type.kind === 'bytea' ? '; the target is bytea' : ''
          return { ...finding, message: `${finding.message}${fate}`, priority }
        }),
        ...blobsAmongTexts(profile, column).map(
          (finding): Finding => (finding.code === 'blob-in-text' ? finding : { ...finding, priority }),
        ),
      ]
    case 'bytes':
      return profile.blobs > 0 && type.kind !== 'text'
        ? blobsAmongNumbers(profile, column, type)
        : [stranger('wrong-storage-class', 'a number', 'numbers')]
    case 'boolean':
      return [stranger('boolean-spelling', 'not a boolean', 'not booleans')]
    case 'json':
      return [stranger('invalid-json', 'not JSON', 'not JSON')]
    case 'uuid':
      return strangersToUuids(
        source,
        column,
        type,
        stranger('invalid-uuid', 'not the text of a UUID', 'not texts of UUIDs'),
      )
    case 'date':
    case 'timestamp':
    case 'time':
      return strangersToDates(intent, profile, column, type)
    default:
      return intent satisfies never
  }
}

/** What is declared as TEXT refuses most bytes. */
const DECLARE_BLOB = 'Correct the values, or declare the column as BLOB.'

/**
 * The numbers follow the declaration, and yet the target is made for the others. It is an issue beside that of the
 * others, because it is about other rows: those arrive as they are, and these are refused or become texts, and a remedy
 * for one kind of them must leave the other alone.
 */
function numbersAmongOthers(profile: ColumnProfile, column: string, type: TargetType): readonly Finding[] {
  const rows = profile.integers + profile.reals
  const fate = type.kind === 'text' ? 'the target is text' : 'the target is bytea, which refuses them'
  return rows === 0
    ? []
    : [
        {
          code: 'mixed-storage-classes',
          rows,
          where: `typeof(${column}) in ('integer', 'real')`,
          message: `${counted(rows, 'value is a number', 'values are numbers')} among others; ${fate}`,
          priority: type.kind === 'text' ? 'MED' : 'HIGH',
        },
      ]
}

/** Numbers that were UUIDs are told apart from texts and blobs; those that bytea refuses have an issue of their own. */
function strangersToUuids(
  source: Column,
  column: string,
  type: TargetType,
  all: Finding,
): readonly Finding[] {
  const { integers, reals, blobs } = source.profile
  const lost = type.kind === 'bytea' ? [] : lostUuids(source, column)
  if (lost.length > 0 && type.kind === 'text') return decideUuid(source, column).findings
  if (lost.length === 0 && (type.kind !== 'bytea' || integers + reals === 0)) return [all]
  const message = `${counted(blobs, 'value is not the text of a UUID', 'values are not texts of UUIDs')}; the target is ${type.kind}`
  const others: Finding = { ...all, rows: blobs, where: `typeof(${column}) = 'blob'`, message }
  return [...(blobs === 0 ? [] : [others]), ...lost]
}
