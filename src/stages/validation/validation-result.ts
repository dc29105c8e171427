import type { RowKey } from '../../issues/issue.ts'

/** A loaded cell or row that is not what its conversion promises: data corruption. */
export interface Mismatch {
  readonly table: string
  readonly key: RowKey
  /** null where the whole row is missing or extra. */
  readonly column: string | null
  readonly kind: 'value' | 'missing' | 'extra'
}

export interface TableValidation {
  readonly source: string
  /** Counted in the target. */
  readonly rowsTarget: number
  /** Rows that are on both sides. */
  readonly rowsCompared: number
  /** Rows that were looked for in the target and are not there; each is a mismatch, too. */
  readonly rowsMissing: number
  readonly cellsCompared: number
  /** The exact number; the list of examples is bounded. */
  readonly mismatches: number
}

export interface ValidationResult {
  readonly tables: readonly TableValidation[]
  /** At most 100 of a kind per table. */
  readonly mismatches: readonly Mismatch[]
  /** Tables that could not be compared, and why. */
  readonly notCompared: readonly { readonly table: string; readonly reason: string }[]
}
