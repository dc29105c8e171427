import type { IssueCode } from '../../issues/issue-codes.ts'
import type { Priority } from '../../issues/issue-ranks.ts'

/** What PostgreSQL would understand otherwise, or not at all, and how it spells it. */
export interface LintFinding {
  readonly code: IssueCode
  /** Completes `The query … `. */
  readonly what: string
  readonly spelling: string
  /** Where it is not that of the code. */
  readonly priority?: Priority
}
