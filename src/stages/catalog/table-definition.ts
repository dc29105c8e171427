/** What only the text of a CREATE TABLE tells; everything else comes from PRAGMAs. */
export interface TableDefinition {
  readonly columns: readonly ColumnDefinition[]
  readonly primaryKey: KeyDefinition | null
  readonly uniques: readonly KeyDefinition[]
  /** In the order of the text, which is the reverse of PRAGMA foreign_key_list. */
  readonly foreignKeys: readonly ForeignKeyDefinition[]
  readonly checks: readonly CheckDefinition[]
  readonly autoincrement: boolean
  /** Pieces of the text that fit no rule of the grammar. */
  readonly unplaced: readonly string[]
}

export interface ColumnDefinition {
  readonly name: string
  /** The declared type without its quotes, where PRAGMA table_xinfo mangles it; else null. */
  readonly quotedType: string | null
  /** Upper case; null where there is no COLLATE. */
  readonly collation: string | null
  readonly notNullOnConflict: string | null
  readonly generatedExpression: string | null
}

export interface KeyDefinition {
  readonly name: string | null
  readonly columns: readonly string[]
  readonly onConflict: string | null
}

export interface ForeignKeyDefinition {
  readonly name: string | null
  readonly deferrable: boolean
}

export interface CheckDefinition {
  readonly name: string | null
  readonly expression: string
  readonly column: string | null
}

/** A definition while it is being read. */
export interface TableDraft {
  readonly columns: ColumnDefinition[]
  primaryKey: KeyDefinition | null
  readonly uniques: KeyDefinition[]
  readonly foreignKeys: ForeignKeyDefinition[]
  readonly checks: CheckDefinition[]
  autoincrement: boolean
  readonly unplaced: string[]
}
