import { issue } from '../../../issues/issue.ts'
import type { IssueCode } from '../../../issues/issue-codes.ts'
import type { Priority } from '../../../issues/issue-ranks.ts'
import type { PlannedIssue } from '../../../issues/planned-issue.ts'
import { formatCount } from '../../../progress/amount.ts'
import type { TargetType } from '../target-schema.ts'

/** The advice where SQLite has made numbers of texts. */
export const DECLARE_TEXT =
  'Restore the digits from where the values came from, and declare the column as TEXT.'

/** Something that the values of one column say about its type. */
export interface Finding {
  readonly code: IssueCode
  /** 0 where the profile has not counted them. */
  readonly rows: number
  /** A SQLite predicate that finds exactly these rows. */
  readonly where: string | null
  readonly message: string
  /** Words the message where only a look at the rows counts them. */
  readonly counted?: (rows: number) => string
  readonly priority?: Priority
  /** Replaces the general advice of the code. */
  readonly remedy?: string
}

/** A type for a column, and what the owner must know about it. */
export interface Decision {
  readonly type: TargetType
  readonly findings: readonly Finding[]
}

export function plannedIssue(table: string, column: string, finding: Finding): PlannedIssue {
  const { code, rows, message, counted, priority, remedy } = finding
  const own = { ...(priority === undefined ? {} : { priority }), ...(remedy === undefined ? {} : { remedy }) }
  return {
    issue: issue(code, { table, column, rows, message, ...own }),
    rowsWhere: finding.where,
    ...(counted === undefined ? {} : { counted: { distinct: null, message: counted } }),
  }
}

/** `counted(1, 'value is', 'values are')` is `1 value is`. */
export function counted(rows: number, one: string, many: string): string {
  return rows === 1 ? `1 ${one}` : `${formatCount(rows)} ${many}`
}
