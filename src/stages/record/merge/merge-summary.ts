import { worst } from '../order.ts'
import type { RunRecord } from '../run-record.ts'
import { countIssues, sumTables } from '../summarise.ts'

/** Counted anew over all tables and issues: a table or an issue that two records name counts once. */
export function mergeSummary(
  records: readonly RunRecord[],
  { tables, issues, resolvedIssues }: Pick<RunRecord, 'tables' | 'issues' | 'resolvedIssues'>,
): RunRecord['summary'] {
  return {
    ...sumTables(tables),
    validation: worst(
      records.map(({ summary }) => summary.validation),
      ['FAIL', 'NOT RUN', 'PASS'],
    ),
    issues: countIssues(issues, resolvedIssues.length),
  }
}
