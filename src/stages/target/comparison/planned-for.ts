import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import type { LedgerEntry } from '../ledger-entry.ts'

const CODES: Readonly<Partial<Record<LedgerEntry['type'], readonly IssueCode[]>>> = {
  'not-null': ['null-in-not-null'],
  default: ['default-not-translated'],
  generated: ['generated-column-not-translated'],
  check: ['check-not-translated'],
  index: ['index-not-translated'],
  'foreign-key': ['foreign-key-parent-missing', 'foreign-key-parent-not-unique', 'foreign-key-type-mismatch'],
  view: ['view-not-migrated'],
  trigger: ['trigger-not-migrated'],
  'virtual-table': ['virtual-table-not-migrated'],
}

/** What the derivation of the schema had to say about an object that it could not keep. */
export function plannedFor(entry: LedgerEntry, issues: readonly PlannedIssue[]): readonly PlannedIssue[] {
  const codes = CODES[entry.type] ?? []
  return issues.filter(
    ({ issue }) =>
      codes.includes(issue.code) &&
      issue.table === (entry.table ?? entry.name) &&
      (issue.object ?? issue.column ?? entry.name) === entry.name,
  )
}
