import { issue, issueId } from '../../../issues/issue.ts'
import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { TargetSchema } from '../target-schema.ts'
import { counted } from '../types/finding.ts'

/** True of the values whatever type they go into: SQLite has lost digits, or nothing but SQLite reads them as they are. */
const FACTS: ReadonlySet<IssueCode> = new Set([
  'integer-beyond-64-bits',
  'digits-already-lost',
  'negative-unsigned',
  'non-finite-number',
  'sqlite-jsonb',
])

/**
 * What a derived schema says about the source alone, so that it is said with any other schema too. What it says about
 * its own choice of types is left out. Pure.
 */
export function sourceFacts({ issues }: TargetSchema): readonly PlannedIssue[] {
  return issues.filter(({ issue }) => FACTS.has(issue.code)).map(withoutFate)
}

/** Only a derived column of json is known to refuse them. */
function withoutFate(fact: PlannedIssue): PlannedIssue {
  const { code, table, column, priority } = fact.issue
  if (code !== 'sqlite-jsonb' || priority !== 'HIGH' || table === null || column === null) return fact
  const message = (rows: number) => counted(rows, 'blob is JSONB of SQLite', 'blobs are JSONB of SQLite')
  return {
    ...fact,
    issue: issue(code, { table, column, message: message(0) }),
    counted: { distinct: null, message },
  }
}

/** What is told of the source, without what a type of the target is known to refuse by the same name. Pure. */
export function unlessRefused(
  facts: readonly PlannedIssue[],
  refused: readonly PlannedIssue[],
): readonly PlannedIssue[] {
  const told = new Set(refused.map((known) => issueId(known.issue)))
  return facts.filter((fact) => !told.has(issueId(fact.issue)))
}
