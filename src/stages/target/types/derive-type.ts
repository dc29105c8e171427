import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { quoteIdentifier } from '../../../sql/quote.ts'
import type { Column, Table } from '../../catalog/catalog.ts'
import type { ColumnProfile } from '../../catalog/column-profile.ts'
import { profileOfAnyDefault, profileOfDefault } from '../defaults/profile-of-default.ts'
import { translateDefault } from '../defaults/translate-default.ts'
import { typeWord } from '../render-type.ts'
import type { TargetType } from '../target-schema.ts'
import { affinityHints, mayHaveBeenTexts, ZEROS_LOST } from './affinity-hints.ts'
import { byteHints, unlessHinted } from './byte-hints.ts'
import { decideBytes } from './decide-bytes.ts'
import { decideDate, decideTime } from './decide-date.ts'
import { decideEpoch } from './decide-epoch.ts'
import { decideJson, jsonInKey } from './decide-json.ts'
import { decideNumber } from './decide-number.ts'
import { decideText } from './decide-text.ts'
import { decideUndeclared } from './decide-undeclared.ts'
import { decideUuid } from './decide-uuid.ts'
import { isAllNumbers } from './epoch-column.ts'
import { counted, DECLARE_TEXT, type Decision, type Finding, plannedIssue } from './finding.ts'
import { followData } from './follow-data.ts'
import { followers, isFollowed, valueCount } from './followers.ts'
import type { Intent } from './intent.ts'
import type { MomentHabits } from './moment-habits.ts'
import { strangersTo } from './strangers.ts'
import { saidToBeText } from './told-once.ts'
import { typeIntent } from './type-intent.ts'
import { valueHints } from './value-hints.ts'

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
 * @param habits what the columns of the database hold, for those that are empty
 */
export function deriveType(table: Table, column: Column, keyed: boolean, habits: MomentHabits): DerivedType {
  const { intent, known, mayNameTexts, isRefuted } = typeIntent(column)
  const subject = quoteIdentifier(column.name)
  const wanted: Intent = keyed && intent.kind === 'json' ? { kind: 'text', length: null } : intent
  const { type, findings } = decideByDefault(wanted, table, column, habits)
  const told = new Set(findings.map(({ code }) => code))
  const all = [
    ...findings,
    ...valueHints(column, intent, subject),
    ...affinityHints(column, intent, subject),
    ...byteHints(table.name, column, subject).filter(({ code }) => !told.has(code)),
    ...(wanted === intent || type.kind !== 'text' ? [] : jsonInKey(column.profile, subject)),
    ...(isRefuted ? [refutedBoolean(column, type, subject)] : []),
    ...(known ? [] : [unknownName(column, type, mayNameTexts)]),
  ]
  return { type, issues: all.map((finding) => plannedIssue(table.name, column.name, finding)) }
}

/**
 * Where a column holds no value, and its DEFAULT gives one that the type refuses, the type is what it would be beside
 * that value; so it is wherever no type is declared. A rowid has no DEFAULT, and in a STRICT table SQLite refuses such a
 * value itself, but for a column of ANY.
 */
function decideByDefault(intent: Intent, table: Table, column: Column, habits: MomentHabits): Decision {
  const decision = decide(intent, table, column, habits)
  const hasDefault = valueCount(column.profile) === 0 && column.generated === null
  if (!hasDefault || table.rowidAlias === column.name) return decision
  if (intent.kind === 'any') {
    const { type } = followData(profileOfAnyDefault(column) ?? column.profile, quoteIdentifier(column.name))
    return { type, findings: [] }
  }
  if (table.strict || takesDefault(column, decision.type)) return decision
  const profile = profileOfDefault(column)
  if (profile === null) return decision
  const { type } = decide(intent, table, { ...column, profile }, habits)
  if (!takesDefault(column, type)) return decision
  const message = `The column holds no value; the target is ${typeWord(type)}, which takes what the DEFAULT gives`
  return { type, findings: [{ ...NOT_FOLLOWED, message }] }
}

function takesDefault(column: Column, type: TargetType): boolean {
  const { defaultText: text } = column
  return text === null || translateDefault(text, column, type).status !== 'dropped'
}

const NOT_FOLLOWED = {
  code: 'declared-type-not-followed',
  rows: 0,
  where: null,
  priority: 'LOW',
} as const satisfies Partial<Finding>

function decide(intent: Intent, table: Table, column: Column, habits: MomentHabits): Decision {
  const { profile } = column
  const subject = quoteIdentifier(column.name)
  if (intent.kind === 'any' || (intent.kind === 'bytes' && mixesTextsAndNumbers(profile)))
    return decideUndeclared(profile, subject)
  const isDate = intent.kind === 'date' || intent.kind === 'timestamp'
  if (isDate && isAllNumbers(profile)) return decideEpoch(profile, subject, table)
  const empty =
    isDate && valueCount(profile) === 0 ? decideEmpty(intent.kind, habits(table, intent.kind)) : null
  if (empty !== null) return empty
  return isFollowed(intent, profile, subject)
    ? follow(intent, column, subject)
    : notFollowed(intent, table.name, column, subject)
}

/** Without one blob: nothing of it is bytes, and as bytes its numbers would be lost. */
function mixesTextsAndNumbers({ integers, reals, texts, blobs }: ColumnProfile): boolean {
  return blobs === 0 && texts > 0 && integers + reals > 0
}

/** An empty column of moments; the declared type where the other columns of its declaration say nothing. */
function decideEmpty(kind: 'date' | 'timestamp', habit: ReturnType<MomentHabits>): Decision | null {
  if (habit === null) return null
  const finding: Finding = {
    ...NOT_FOLLOWED,
    message: `The column is empty, and the other DATE columns hold times; the target is ${habit}`,
    remedy: 'None needed where the application writes times; for days alone, give a date by `--schema`.',
  }
  return { type: { kind: habit }, findings: kind === 'date' ? [finding] : [] }
}

function follow(intent: Exclude<Intent, { kind: 'any' }>, column: Column, subject: string): Decision {
  const { profile } = column
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
      return decideTime(intent, profile, subject)
    case 'bytes':
      return decideBytes(profile, subject)
    case 'boolean':
      return { type: { kind: 'boolean' }, findings: noBooleans(profile, subject) }
    case 'json':
      return decideJson(profile, subject)
    case 'uuid':
      return decideUuid(column, subject)
    default:
      return intent satisfies never
  }
}

/** The values that the declared type refuses although most follow it; their rows will be rejected. */
function noBooleans(profile: ColumnProfile, subject: string): Finding[] {
  const { count, predicate } = followers({ kind: 'boolean' }, profile, subject)
  const rows = valueCount(profile) - count
  const message = `${counted(rows, 'value is', 'values are')} not a boolean`
  return rows === 0 ? [] : [{ code: 'boolean-spelling', rows, where: `not ${predicate}`, message }]
}

/**
 * Most values do not follow the declaration, so the values choose the type. What breaks the declaration is told by the
 * same codes as where it is the exception: an issue keeps its id while its owner mends one row after the other.
 */
function notFollowed(
  intent: Exclude<Intent, { kind: 'any' }>,
  table: string,
  column: Column,
  subject: string,
): Decision {
  const { profile } = column
  const { type, findings } = followData(profile, subject)
  const strangers = strangersTo(intent, column, subject, type).map((finding) =>
    type.kind === 'bytea' ? unlessHinted(table, column, subject, finding) : finding,
  )
  const told = new Set<IssueCode>([...strangers.map(({ code }) => code), ...toldOtherwise(intent, column)])
  const others = findings.filter(({ code }) => !told.has(code))
  return { type, findings: [...strangers, ...(type.kind === 'text' ? others.map(saidToBeText) : others)] }
}

/** What the type says of values that the declaration has told of already, by another code. */
function toldOtherwise(intent: Intent, { affinity, profile }: Column): readonly IssueCode[] {
  switch (intent.kind) {
    case 'integer':
    case 'float':
    case 'decimal':
      // each text and each blob is no number
      return ['blob-in-text', 'binary-in-text', 'text-in-blob']
    case 'text':
      return [
        // texts that can only arrive as their bytes are no texts among blobs
        ...(profile.blobs === 0 ? (['text-in-blob'] as const) : []),
        // of which SQLite has made numbers
        ...(affinity === 'NUMERIC' ? (['wrong-storage-class'] as const) : []),
      ]
    case 'uuid':
      // digits are lost in all of them
      return affinity === 'NUMERIC' ? ['non-finite-number'] : []
    default:
      return []
  }
}

/** Names the values that no boolean could be, as where the declaration stands. */
function refutedBoolean(column: Column, type: TargetType, subject: string): Finding {
  const { declaredType, defaultText, profile } = column
  const { count, predicate } = followers({ kind: 'boolean' }, profile, subject)
  const rows = valueCount(profile) - count
  const others = rows === 0 ? '' : `, and ${counted(rows, 'value is none', 'values are none')}`
  const told = `DEFAULT ${defaultText} is no boolean${others}, so ${declaredType} says nothing`
  return {
    ...NOT_FOLLOWED,
    rows,
    where: rows === 0 ? null : `not ${predicate}`,
    message: `${told}; the target is ${type.kind}`,
    remedy: 'None needed where the values are numbers; else correct the DEFAULT.',
  }
}

function unknownName(column: Column, type: TargetType, mayNameTexts: boolean): Finding {
  const isEmpty = valueCount(column.profile) === 0 && column.defaultText !== null
  const reasons = isEmpty ? 'affinity and DEFAULT' : 'affinity and values'
  const message = `${column.declaredType} says nothing about the type of the target, which is ${type.kind} by ${reasons}`
  const finding = { code: 'declared-type-unknown', rows: 0, where: null } as const
  return mayNameTexts && mayHaveBeenTexts(column)
    ? {
        ...finding,
        message: `${message}; ${ZEROS_LOST}`,
        remedy: `None needed where they are numbers. ${DECLARE_TEXT}`,
      }
    : { ...finding, message }
}
