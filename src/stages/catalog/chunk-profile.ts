import type { ColumnProfile } from './column-profile.ts'

/** The rows of one chunk, measured. */
export interface ChunkProfile {
  readonly rows: number
  /** In the order of the columns. */
  readonly profiles: readonly ColumnProfile[]
}
