import { issueId } from '../../../issues/issue.ts'
import { ISSUE_CODES, type IssueCode } from '../../../issues/issue-codes.ts'
import { amount } from '../../../progress/amount.ts'
import { sameName } from '../../../sql/same-name.ts'
import type { IssueRecord, RunRecord, TableRecord } from '../run-record.ts'

const ALONE = 'foreign-key-parent-excluded' satisfies IssueCode
const TOGETHER = 'foreign-key-orphans' satisfies IssueCode

/**
 * A shard that leaves out a parent table can only say which of its rows have no parent in the source. Where another
 * shard has rehearsed that table, these are the rows for which a single run could not have validated the foreign key.
 */
export function judgeKeysBetweenShards(record: RunRecord, tables: readonly TableRecord[]): RunRecord {
  const issues = record.issues.map((issue) => {
    const parent = issue.code === ALONE ? parentOf(issue, record) : null
    const isThere = tables.some(({ name, status }) => status !== 'skipped' && sameName(name, parent ?? ''))
    return parent !== null && isThere ? asOrphans(issue, parent) : issue
  })
  return { ...record, issues }
}

function parentOf({ table, object }: IssueRecord, { objects }: RunRecord): string | null {
  const key = objects.find((one) => one.type === 'foreign-key' && one.table === table && one.name === object)
  return key?.parent ?? null
}

/** A waiver of the shard's issue is one of these rows, and holds. */
function asOrphans(issue: IssueRecord, parent: string): IssueRecord {
  const { category, priority, remedy } = ISSUE_CODES[TOGETHER]
  const orphans = { ...issue, code: TOGETHER, category, priority, remedy } as const
  const message = `${amount(issue.rows, 'row')} without a parent in ${parent}, which is in another shard`
  return { ...orphans, id: issueId(orphans), message }
}
