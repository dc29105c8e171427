import type { ObjectStatus, ObjectType } from '../../issues/ledger-words.ts'

/** One line of the ledger: what became of one object of the source. */
export interface LedgerEntry {
  readonly type: ObjectType
  readonly name: string
  readonly table: string | null
  readonly status: ObjectStatus
  /** As the source spells it. */
  readonly sql: string
  /** Why it is not kept as it is. */
  readonly reason: string | null
  /** The table that a foreign key of the source refers to, as written. */
  readonly parent?: string
}
