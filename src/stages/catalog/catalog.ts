import type { Issue } from '../../issues/issue.ts'
import type { ColumnProfile } from './column-profile.ts'

/** https://www.sqlite.org/datatype3.html#type_affinity */
export type Affinity = 'INTEGER' | 'TEXT' | 'BLOB' | 'REAL' | 'NUMERIC'

/** `ASC` and `NULLS` order have no other spelling in SQLite indexes. */
export interface IndexPart {
  /** A column name, or an expression as SQLite text. */
  readonly column: string | null
  readonly expression: string | null
  readonly descending: boolean
  /** `BINARY`, `NOCASE`, `RTRIM`, or a collation of the application. Upper case. */
  readonly collation: string
}

/** An index made by CREATE INDEX. The indexes behind PRIMARY KEY and UNIQUE are not listed. */
export interface Index {
  readonly name: string
  readonly unique: boolean
  readonly parts: readonly IndexPart[]
  /** The WHERE of a partial index, as SQLite text. */
  readonly where: string | null
  readonly sql: string
}

/** A PRIMARY KEY or UNIQUE of a table definition. */
export interface KeyConstraint {
  /** The name after CONSTRAINT, where there is one. */
  readonly name: string | null
  readonly parts: readonly IndexPart[]
  /** The action of ON CONFLICT, upper case, where there is one. */
  readonly onConflict: string | null
}

export type ForeignKeyAction = 'NO ACTION' | 'RESTRICT' | 'SET NULL' | 'SET DEFAULT' | 'CASCADE'

export interface ForeignKey {
  readonly name: string | null
  readonly columns: readonly string[]
  /** As written; SQLite finds the table without regard to case. */
  readonly parentTable: string
  /** The user has excluded the parent from the migration. */
  readonly parentExcluded?: true
  /** Resolved: the shorthand `REFERENCES t` gives the primary key of t; null where that does not exist. */
  readonly parentColumns: readonly string[] | null
  readonly onUpdate: ForeignKeyAction
  readonly onDelete: ForeignKeyAction
  /** DEFERRABLE INITIALLY DEFERRED: checked at the COMMIT. All other spellings are immediate in SQLite. */
  readonly deferrable: boolean
}

export interface Check {
  readonly name: string | null
  /** The text between the parentheses. */
  readonly expression: string
  /** The column whose definition holds it; null for a CHECK of the table. */
  readonly column: string | null
}

/** A value of SQLite but NULL. */
export type ConstantValue = bigint | number | string | Buffer

export interface Column {
  readonly name: string
  /** As written, but INTEGER, TEXT … in upper case, and names in quotes without them; empty where there is none. */
  readonly declaredType: string
  /** What the source declares, where a remedy says that the column is of another type: that is its `declaredType` then. */
  readonly sourceType?: string
  readonly affinity: Affinity
  /** A given schema has timestamps there, so its numbers are measured as such. */
  readonly isGivenAsMoment?: true
  /** A foreign key refers from it to another column, and it may hold whole numbers as reals: those are counted. */
  readonly isReferring?: true
  readonly notNull: boolean
  /** The action of NOT NULL ON CONFLICT, upper case, where there is one. */
  readonly notNullOnConflict: string | null
  /** The text of the DEFAULT, as PRAGMA table_xinfo gives it. */
  readonly defaultText: string | null
  /** What SQLite computes of a DEFAULT that only literals make up; null for a plain literal, for NULL and for any other. */
  readonly constantDefault: ConstantValue | null
  /** What a cast that the owner has asked for reads the DEFAULT as. */
  readonly castDefault?: ConstantValue
  readonly generated: { readonly expression: string; readonly stored: boolean } | null
  /** `BINARY`, `NOCASE`, `RTRIM`, or a collation of the application. Upper case. */
  readonly collation: string
  readonly profile: ColumnProfile
  /**
   * How all values are spelled, as `spellingOf` tells it, where all are dates, times or timestamps and an expression of
   * the table names the column; else null, and where they have several spellings.
   */
  readonly momentSpelling: string | null
}

export interface Table {
  readonly name: string
  readonly sql: string
  readonly columns: readonly Column[]
  readonly primaryKey: KeyConstraint | null
  /** The column that is an alias of the rowid (INTEGER PRIMARY KEY), where there is one. */
  readonly rowidAlias: string | null
  /** A name by which the rowid can be read; null for WITHOUT ROWID tables and where all names are taken. */
  readonly rowidName: string | null
  /**
   * What the rows lie ordered by: a name of the rowid, or the columns of the primary key; empty where SQLite compares them
   * otherwise than it orders them.
   */
  readonly storageKey: readonly string[]
  readonly withoutRowid: boolean
  readonly strict: boolean
  readonly autoincrement: boolean
  /** `sqlite_sequence.seq`: the highest rowid that the table ever had. */
  readonly highWaterMark: bigint | null
  readonly uniques: readonly KeyConstraint[]
  readonly indexes: readonly Index[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly Check[]
  readonly rowCount: number
  /** What the source declares and the table is taken without: generated columns that SQLite cannot compute. */
  readonly leftOut?: LeftOut
}

/** A generated column that SQLite cannot compute, and what it says. */
export interface UnreadColumn {
  readonly name: string
  readonly reason: string
}

/** Columns that a table is taken without, and all that is declared over them. */
export interface LeftOut extends Pick<Table, 'columns' | 'uniques' | 'indexes' | 'checks' | 'foreignKeys'> {
  readonly reasons: readonly UnreadColumn[]
}

export interface View {
  readonly name: string
  readonly sql: string
  /** Why SQLite cannot use it: it names a table or column that is gone. */
  readonly broken?: string
}

export interface Trigger {
  readonly name: string
  /** The table or view that it watches. */
  readonly table: string
  readonly sql: string
}

export interface VirtualTable {
  readonly name: string
  /** `fts5`, `rtree`, … lower case. */
  readonly module: string
  /** The ordinary tables that hold its content and are not migrated either. */
  readonly shadowTables: readonly string[]
  /** Its rows that those tables hold, and no migrated table does as such; 0 for an index over rows of other tables. */
  readonly ownRows: number
  /** SQLite can read it here: its module is there, and so is all that its definition names. */
  readonly readable: boolean
  readonly sql: string
}

/** What is in the source. Tables are in the order of sqlite_schema; `sqlite_*` tables are left out. */
export interface Catalog {
  readonly tables: readonly Table[]
  readonly views: readonly View[]
  readonly triggers: readonly Trigger[]
  readonly virtualTables: readonly VirtualTable[]
  /** Definitions that could not be read, and tables that could not be profiled. */
  readonly issues: readonly Issue[]
}
