import { type Issue, issueId } from '../../issues/issue.ts'
import { ISSUE_CODES, type IssueCode } from '../../issues/issue-codes.ts'
import type { Waiver } from '../../issues/waiver.ts'
import {
  explainResolution,
  kindOf,
  type PastIssue,
  type Present,
  type RunKind,
} from './explain-resolution.ts'
import type { History } from './history.ts'
import type { IssueRecord, ResolvedIssueRecord } from './run-record.ts'

/** An issue of an earlier run, and what has found it: a rehearsal looks for other things than a validation. */
interface KnownIssue extends PastIssue {
  readonly foundBy: ReadonlySet<RunKind>
}

/** Every issue of the earlier runs: still open, or resolved by one of them. */
interface PastIssues {
  readonly open: ReadonlyMap<string, KnownIssue>
  readonly resolved: ReadonlyMap<string, PastIssue>
}

/** An issue that is gone, and whether that took a fix. */
export interface ResolvedIssue extends ResolvedIssueRecord {
  readonly placeGone: boolean
}

interface IssueStates {
  readonly issues: readonly IssueRecord[]
  readonly resolved: readonly ResolvedIssue[]
}

/**
 * Compares the issues of this run with the history. An issue that is not found any more is resolved only by a
 * run that finished and could look for it: one that ended early may just not have come to it, and a validation does not
 * look for what only a rehearsal finds.
 *
 * @param accepted the waivers of the issues that have one, by the id of the issue
 */
export function compareWithHistory(
  issues: readonly Issue[],
  history: History,
  runNumber: number,
  present: Present,
  accepted: ReadonlyMap<string, Waiver>,
): IssueStates {
  const past = foldHistory(history)
  const found = issues.map((issue) => ({ id: issueId(issue), table: issue.table }))
  const gone = present.finished ? goneFrom(past.open.values(), found, present.kind) : []
  return {
    issues: issues.map((issue) => toIssueRecord(issue, past, runNumber, present, accepted)),
    resolved: gone.map((issue) => toResolvedIssue(issue, present)),
  }
}

function foldHistory(history: History): PastIssues {
  const open = new Map<string, KnownIssue>()
  const resolved = new Map<string, PastIssue>()
  for (const digest of history.runs) {
    const kind = kindOf(digest.target?.schema ?? null)
    const gone = digest.run.status === 'finished' ? goneFrom(open.values(), digest.issues, kind) : []
    for (const issue of gone) {
      open.delete(issue.id)
      resolved.set(issue.id, issue)
    }
    for (const issue of digest.issues) {
      const before = open.get(issue.id)?.foundBy ?? []
      open.set(issue.id, { ...issue, foundBy: new Set([...before, kind]) })
      resolved.delete(issue.id)
    }
  }
  return { open, resolved }
}

interface Found {
  readonly id: string
  readonly table: string | null
}

function goneFrom(open: Iterable<KnownIssue>, found: readonly Found[], kind: RunKind): readonly PastIssue[] {
  const ids = new Set(found.map(({ id }) => id))
  return [...open].filter(
    ({ id, table, foundBy }) => foundBy.has(kind) && !ids.has(id) && !isUnseen(table, ids),
  )
}

/** Of a table that has one of these, as a whole, nothing else was looked at. */
const HIDING = [
  'object-not-parsed',
  'source-read-failed',
  'table-refused',
  'target-table-missing',
] as const satisfies readonly IssueCode[]

function isUnseen(table: string | null, found: ReadonlySet<string>): boolean {
  if (table === null) return false
  return HIDING.some((code) => {
    const { category } = ISSUE_CODES[code]
    return found.has(issueId({ category, code, table, column: null, object: null }))
  })
}

function toIssueRecord(
  found: Issue,
  past: PastIssues,
  runNumber: number,
  { typesOf }: Present,
  accepted: ReadonlyMap<string, Waiver>,
): IssueRecord {
  const id = issueId(found)
  const open = past.open.get(id)
  const before = open ?? past.resolved.get(id)
  const types = typesOf(found.table, found.column)
  return {
    id,
    leg: null,
    category: found.category,
    code: found.code,
    priority: found.priority,
    state: before === undefined ? 'new' : open === undefined ? 'regressed' : 'remaining',
    firstSeenRun: before?.firstSeenRun ?? runNumber,
    table: found.table,
    column: found.column,
    declaredType: types?.declared ?? null,
    targetType: types?.target ?? null,
    object: found.object,
    rows: found.rows,
    examples: found.examples.map((key) => ({ key })),
    message: found.message,
    remedy: found.remedy,
    waived: waivedBy(accepted.get(id)),
  }
}

function waivedBy(waiver: Waiver | undefined): IssueRecord['waived'] {
  if (waiver === undefined) return null
  const { reason, owner, expires } = waiver
  return { reason, owner, expires }
}

function toResolvedIssue(gone: PastIssue, present: Present): ResolvedIssue {
  const { id, category, message } = gone
  return { id, category, message, ...explainResolution(gone, present) }
}
