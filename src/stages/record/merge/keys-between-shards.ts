import { issueId } from '../../../issues/issue.ts'
import { ISSUE_CODES, type IssueCode } from '../../../issues/issue-codes.ts'
import { amount } from '../../../progress/amount.ts'
import { foldName } from '../../../sql/same-name.ts'
import type { IssueRecord, RunRecord, TableRecord } from '../run-record.ts'

const ALONE = 'foreign-key-parent-excluded' satisfies IssueCode
const TOGETHER = 'foreign-key-orphans' satisfies IssueCode

/**
 * A shard that leaves out a parent table can only say which of its rows have no parent in the source. Where another
 * shard has rehearsed that table, these are the rows for which a single run could not have validated the foreign key.
 */
export function judgeKeysBetweenShards(record: RunRecord, tables: readonly TableRecord[]): RunRecord {
  const rehearsed = new Set(
    tables.filter(({ status }) => status !== 'skipped').map(({ name }) => foldName(name)),
  )
  const parents = parentsIn(record)
  const issues = record.issues.map((issue) => {
    const parent = issue.code === ALONE ? parents.get(placeOf(issue.table, issue.object)) : undefined
    return parent !== undefined && rehearsed.has(foldName(parent)) ? asOrphans(issue, parent) : issue
  })
  return { ...record, issues }
}

/** The table that each foreign key refers to, where it is known. */
function parentsIn({ objects }: RunRecord): ReadonlyMap<string, string> {
  const keys = objects.filter(({ type }) => type === 'foreign-key').toReversed()
  return new Map(
    keys.flatMap(({ table, name, parent }) => (parent === undefined ? [] : [[placeOf(table, name), parent]])),
  )
}

const placeOf = (table: string | null, object: string | null) => JSON.stringify([table, object])

/** A waiver of the shard's issue is one of these rows, and holds. */
function asOrphans(issue: IssueRecord, parent: string): IssueRecord {
  const { category, priority, remedy } = ISSUE_CODES[TOGETHER]
  const orphans = { ...issue, code: TOGETHER, category, priority, remedy } as const
  const message = `${amount(issue.rows, 'row')} without a parent in ${parent}, which is in another shard`
  return { ...orphans, id: issueId(orphans), message }
}
