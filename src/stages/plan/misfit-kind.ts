import type { IssueCode } from '../../issues/issue-codes.ts'
import type { Priority } from '../../issues/issue-ranks.ts'

/** What a misfit can be: the first test that is true of it counts. */
export interface MisfitKind {
  readonly code: IssueCode
  readonly test: string
  /** Completes "values …". */
  readonly what: string
  readonly priority?: Priority
  /** Replaces the general advice of the code. */
  readonly remedy?: string
}
