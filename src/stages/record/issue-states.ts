import { type Issue, issueId } from '../../issues/issue.ts'
import type { History } from './history.ts'
import type { RunDigest } from './run-digest.ts'
import type { IssueRecord, ResolvedIssueRecord } from './run-record.ts'

type PastIssue = RunDigest['issues'][number]

/** Every issue of the earlier runs: still open, or resolved by one of them. */
interface PastIssues {
  readonly open: ReadonlyMap<string, PastIssue>
  readonly resolved: ReadonlyMap<string, PastIssue>
}

/** What this run says about where issues may have gone. */
interface Present {
  readonly finished: boolean
  readonly tables: ReadonlySet<string>
  readonly excludedTables: ReadonlySet<string>
}

interface IssueStates {
  readonly issues: readonly IssueRecord[]
  readonly resolved: readonly ResolvedIssueRecord[]
}

/**
 * Compares the issues of this run with the history. An issue that is not found any more is resolved only by a
 * run that finished: one that ended early may just not have come to it.
 */
export function compareWithHistory(
  issues: readonly Issue[],
  history: History,
  runNumber: number,
  present: Present,
): IssueStates {
  const past = foldHistory(history)
  const found = new Set(issues.map(issueId))
  const gone = [...past.open.values()].filter((issue) => !found.has(issue.id))
  return {
    issues: issues.map((issue) => toIssueRecord(issue, past, runNumber)),
    resolved: present.finished ? gone.map((issue) => toResolvedIssue(issue, present)) : [],
  }
}

function foldHistory(history: History): PastIssues {
  const open = new Map<string, PastIssue>()
  const resolved = new Map<string, PastIssue>()
  for (const digest of history.runs) {
    const found = new Map(digest.issues.map((issue) => [issue.id, issue]))
    if (digest.run.status === 'finished') {
      for (const [id, issue] of open) {
        if (found.has(id)) continue
        open.delete(id)
        resolved.set(id, issue)
      }
    }
    for (const [id, issue] of found) {
      open.set(id, issue)
      resolved.delete(id)
    }
  }
  return { open, resolved }
}

function toIssueRecord(found: Issue, past: PastIssues, runNumber: number): IssueRecord {
  const id = issueId(found)
  const open = past.open.get(id)
  const before = open ?? past.resolved.get(id)
  return {
    id,
    category: found.category,
    code: found.code,
    priority: found.priority,
    state: before === undefined ? 'new' : open === undefined ? 'regressed' : 'remaining',
    firstSeenRun: before?.firstSeenRun ?? runNumber,
    table: found.table,
    column: found.column,
    object: found.object,
    rows: found.rows,
    examples: found.examples.map((key) => ({ key })),
    message: found.message,
    remedy: found.remedy,
    waived: null,
  }
}

function toResolvedIssue(gone: PastIssue, present: Present): ResolvedIssueRecord {
  return { id: gone.id, category: gone.category, message: gone.message, fix: fixOf(gone, present) }
}

function fixOf({ table, rows }: PastIssue, present: Present): string {
  if (table !== null && present.excludedTables.has(table)) return 'the table is excluded from the rehearsal'
  if (table !== null && !present.tables.has(table)) return 'the table is no longer in the source'
  if (rows === 0) return 'no longer found'
  return `no longer found (${rows.toLocaleString('en-US')} ${rows === 1 ? 'row' : 'rows'} before)`
}
