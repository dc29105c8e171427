import { type Issue, issue } from './issue.ts'
import type { IssueCode } from './issue-codes.ts'

/**
 * An issue that the catalog's profile predicts. `rowsWhere` is a SQLite predicate that finds its rows, so that
 * the first of them can be named; its count is known already, or 0 where the profile does not have it.
 */
export interface PlannedIssue {
  readonly issue: Issue
  readonly rowsWhere: string | null
  /** Words the message once the rows are counted, and the different values of a SQLite expression among them. */
  readonly counted?: {
    readonly distinct: string | null
    readonly message: (rows: number, distinct: number) => string
  }
  /** Of rows that share a key: a SQLite expression that is equal for those that share the same. */
  readonly sharedKey?: string
  /** It is about a definition, and stands without a row too. */
  readonly standsAlone?: true
}

/** An issue about the definition, not about rows. */
export function planned(code: IssueCode, details: Parameters<typeof issue>[1]): PlannedIssue {
  return { issue: issue(code, details), rowsWhere: null }
}
