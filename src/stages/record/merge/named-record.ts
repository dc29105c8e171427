import type { RunRecord } from '../run-record.ts'

/** A record, and what tells it from the others: the leg of a matrix, the folder it lies in. */
export interface NamedRecord {
  readonly name: string
  readonly record: RunRecord
}

/** How records belong together. */
export type Kind = 'shards' | 'legs'
