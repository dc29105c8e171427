import type { RowKey } from './issue.ts'
import type { RemedyKind } from './remedy.ts'

/** What a remedy has done about one issue, in one column. */
export interface AppliedRemedy {
  /** The id of the issue. */
  readonly issue: string
  readonly remedy: RemedyKind
  readonly table: string
  readonly column: string | null
  /** Values or rows that it changed, counted by comparing; 0 where it changed none, as a rename does. */
  readonly rows: number
  /** The first of them, by key. */
  readonly examples: readonly RowKey[]
  /** `12 values truncated to 20 characters` */
  readonly effect: string
}
