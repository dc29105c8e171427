import type { IssueCode } from '../../issues/issue-codes.ts'
import { fits } from '../../sql/fits.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { Column } from '../catalog/catalog.ts'
import type { ColumnProfile } from '../catalog/column-profile.ts'
import { decideDate, decideEpoch, decideTime, numbersAmongDates } from './decide-date.ts'
import { decideNumber } from './decide-number.ts'
import { decideText, textHazards } from './decide-text.ts'
import { counted, type Decision, type Finding, plannedIssue } from './finding.ts'
import { followData, numbersAmongBlobs } from './follow-data.ts'
import { followers, isoTexts, valueCount } from './followers.ts'
import type { PlannedIssue, TargetType } from './target-schema.ts'
import { type Intent, typeIntent } from './type-intent.ts'

/** A type for a column of the target, with the issues that the profile predicts for it. */
export interface DerivedType {
  readonly type: TargetType
  readonly issues: readonly PlannedIssue[]
}

/**
 * The declared type is kept when more values follow it than do not; otherwise the values decide. Either way the
 * type holds every value that it can without changing it, and the others are counted in an issue.
 *
 * @param keyed whether the column is part of a key or an index, which json cannot be
 */
export function deriveType(table: string, column: Column, keyed: boolean): DerivedType {
  const { intent, known } = typeIntent(column)
  const subject = quoteIdentifier(column.name)
  const wanted: Intent = keyed && intent.kind === 'json' ? { kind: 'text', length: null } : intent
  const { type, findings } = decide(wanted, column, subject)
  const all = [
    ...findings,
    ...(wanted === intent ? [] : [jsonInKey()]),
    ...(known ? [] : [unknownName(column, type)]),
  ]
  return { type, issues: all.map((finding) => plannedIssue(table, column.name, finding)) }
}

function decide(intent: Intent, column: Column, subject: string): Decision {
  const { profile } = column
  if (intent.kind === 'any') return undeclared(column, subject)
  const isDate = intent.kind === 'date' || intent.kind === 'timestamp'
  if (isDate && isAllNumbers(profile)) return decideEpoch(profile, subject)

  const { count } = followers(intent, profile, subject)
  const roundable = isDate ? profile.textForms['timestamp-nano'] : 0
  const values = valueCount(profile)
  const followed = values === 0 || (count + roundable) * 2 > values
  return followed ? follow(intent, profile, subject) : notFollowed(intent, column, subject)
}

function follow(intent: Exclude<Intent, { kind: 'any' }>, profile: ColumnProfile, subject: string): Decision {
  switch (intent.kind) {
    case 'integer':
    case 'float':
    case 'decimal':
      return decideNumber(intent, profile, subject)
    case 'text':
      return decideText(intent.length, profile, subject)
    case 'date':
    case 'timestamp':
      return decideDate(intent, profile, subject)
    case 'time':
      return decideTime(profile, subject)
    case 'bytes':
      return decideBytes(profile, subject)
    case 'boolean':
      return { type: { kind: 'boolean' }, findings: misfits('boolean-spelling', intent, profile, subject) }
    case 'json':
      return {
        type: { kind: 'json' },
        findings: [...misfits('invalid-json', intent, profile, subject), ...textHazards(profile, subject)],
      }
    case 'uuid':
      return decideUuid(profile, subject)
    default:
      return intent satisfies never
  }
}

function decideBytes(profile: ColumnProfile, subject: string): Decision {
  const { texts } = profile
  const textInBlob: Finding = {
    code: 'text-in-blob',
    rows: texts,
    where: `typeof(${subject}) = 'text'`,
    message: `${counted(texts, 'value is a text', 'values are texts')} in a column of blobs`,
  }
  return {
    type: { kind: 'bytea' },
    findings: [...(texts === 0 ? [] : [textInBlob]), ...numbersAmongBlobs(profile, subject)],
  }
}

/** Another spelling of a UUID would come back respelled, so one of them is enough for text. */
function decideUuid(profile: ColumnProfile, subject: string): Decision {
  const rows = valueCount(profile) - profile.textForms.uuid
  if (rows === 0) return { type: { kind: 'uuid' }, findings: [] }
  const finding: Finding = {
    code: 'invalid-uuid',
    rows,
    where: `not ${fits({ kind: 'uuid' }, subject)}`,
    message: `${counted(rows, 'value is', 'values are')} not a canonical UUID; the target is text`,
  }
  return { type: { kind: 'text' }, findings: [finding, ...decideText(null, profile, subject).findings] }
}

/** The values that the declared type refuses although most follow it; their rows will be rejected. */
function misfits(
  code: IssueCode,
  intent: Extract<Intent, { kind: 'boolean' | 'json' }>,
  profile: ColumnProfile,
  subject: string,
): Finding[] {
  const { count, predicate } = followers(intent, profile, subject)
  const rows = valueCount(profile) - count
  const message = `${counted(rows, 'value is', 'values are')} not ${intent.kind === 'json' ? 'JSON' : 'a boolean'}`
  return rows === 0 ? [] : [{ code, rows, where: `not ${predicate}`, message }]
}

function notFollowed(intent: Exclude<Intent, { kind: 'any' }>, column: Column, subject: string): Decision {
  const { profile } = column
  const { type, findings } = followData(profile, subject)
  const numbers = profile.integers + profile.reals
  const { count, predicate } = followers(intent, profile, subject)
  const rows = valueCount(profile) - count
  const finding: Finding =
    (intent.kind === 'date' || intent.kind === 'timestamp') && numbers > 0 && isoTexts(profile) > 0
      ? numbersAmongDates(numbers, subject)
      : {
          code: 'declared-type-not-followed',
          rows,
          where: `not ${predicate}`,
          message: `${counted(rows, 'value does', 'values do')} not follow ${column.declaredType}; the target is ${type.kind}`,
        }
  return { type, findings: [finding, ...findings] }
}

function undeclared(column: Column, subject: string): Decision {
  const { profile } = column
  const decision = followData(profile, subject)
  const classes = [
    { rows: profile.integers + profile.reals, test: `typeof(${subject}) not in ('integer', 'real', 'null')` },
    { rows: profile.texts, test: `typeof(${subject}) not in ('text', 'null')` },
    { rows: profile.blobs, test: `typeof(${subject}) not in ('blob', 'null')` },
  ].sort((a, b) => b.rows - a.rows)
  const [main] = classes
  const rows = valueCount(profile) - (main?.rows ?? 0)
  if (rows === 0 || main === undefined) return decision
  const finding: Finding = {
    code: 'mixed-storage-classes',
    rows,
    where: main.test,
    message: `${counted(rows, 'value is', 'values are')} of another storage class than most; the target is ${decision.type.kind}`,
  }
  return { ...decision, findings: [finding, ...decision.findings] }
}

function jsonInKey(): Finding {
  return {
    code: 'declared-type-not-followed',
    rows: 0,
    where: null,
    message: 'A key or an index holds the column, which json cannot be part of; the target is text',
    priority: 'LOW',
  }
}

function unknownName(column: Column, type: TargetType): Finding {
  return {
    code: 'declared-type-unknown',
    rows: 0,
    where: null,
    message: `${column.declaredType} is not a type that PostgreSQL knows; the target is ${type.kind}`,
  }
}

function isAllNumbers(profile: ColumnProfile): boolean {
  const numbers = profile.integers + profile.reals
  return numbers > 0 && numbers === valueCount(profile)
}
