import type { LedgerEntry } from './ledger-entry.ts'

/**
 * A statement that runs after the rows are there. When PostgreSQL refuses it, `entry` turns to `dropped`
 * (for a foreign key whose rows have orphans: to `changed`, it stays NOT VALID).
 */
export type PostDataStatement = OtherStatement | CheckStatement | ForeignKeyStatement

export type PostDataKind = PostDataStatement['kind']

interface Statement {
  /** The table of the source, and in the target; the latter alone where the source has none. */
  readonly sourceTable: string
  readonly table: { readonly schema: string; readonly name: string }
  /** The name of the constraint or index in the target. */
  readonly name: string
  /** One statement without semicolon. A foreign key or check is added NOT VALID. */
  readonly sql: string
  /** Takes the rule out of a schema that was there, so that it cannot stand in the way of the rows. */
  readonly liftSql?: string
  /** Validates what was added without a look at the rows. */
  readonly validateSql?: string
  /** It was NOT VALID when it was lifted: it is tried on the rows, and then left as it was. */
  readonly staysInvalid?: true
  /** Target columns or expressions, quoted, to find the rows that break it. */
  readonly columns: readonly string[]
  /** The predicate of a partial index, in PostgreSQL's words. */
  readonly where?: string
  readonly entry: LedgerEntry
}

/** A key, an index, or what only a schema of the application has: `not-null` is of a column that the source does not have. */
export interface OtherStatement extends Statement {
  readonly kind: 'primary-key' | 'unique' | 'unique-index' | 'index' | 'exclusion' | 'not-null'
}

export interface CheckStatement extends Statement {
  readonly kind: 'check'
  /** In PostgreSQL's words. */
  readonly expression: string
}

export interface ForeignKeyStatement extends Statement {
  readonly kind: 'foreign-key'
  /**
   * An index begins with the columns, as one does with those of the parent, and both compare alike: they can be read in
   * step. Left out where that is not known.
   */
  readonly bothInOrder?: boolean
  /** Columns are quoted. */
  readonly parent: { readonly schema: string; readonly name: string; readonly columns: readonly string[] }
}
