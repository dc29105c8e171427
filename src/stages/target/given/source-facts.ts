import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { TargetSchema } from '../target-schema.ts'

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
  return issues.filter(({ issue }) => FACTS.has(issue.code))
}
