import type { RowKey } from './issue.ts'
import type { RemedyKind } from './remedy.ts'

/** What a remedy of the settings did in one run, for one issue. */
export interface AppliedRemedy {
  /** The id of the issue that it removed, wholly or in part. */
  readonly issue: string
  readonly remedy: RemedyKind
  readonly table: string
  readonly column: string | null
  /** How many values or rows it changed, exactly. */
  readonly rows: number
  /** The first of these rows. */
  readonly examples: readonly RowKey[]
  /** `12 values truncated to 20 characters`; holds no value. */
  readonly effect: string
}
