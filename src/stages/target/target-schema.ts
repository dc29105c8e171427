import type { PlannedIssue } from '../../issues/planned-issue.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import type { PostDataStatement } from './post-data.ts'
import type { QualifiedName } from './schema-facts.ts'

/**
 * The PostgreSQL types that rows go into. A derived schema uses neither `smallint`, `integer`, `real`, `char`, `jsonb`,
 * `enum` nor fewer `decimals` than six (each could change a value); they are met in schemas that somebody else created.
 */
export type TargetType =
  | { readonly kind: 'smallint' }
  | { readonly kind: 'integer' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'real' }
  | { readonly kind: 'double precision' }
  | { readonly kind: 'numeric'; readonly precision: number | null; readonly scale: number | null }
  | { readonly kind: 'text' }
  | { readonly kind: 'varchar'; readonly length: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'bytea' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'date' }
  /** `decimals` of a second that are kept; all six where it is left out. */
  | { readonly kind: 'time' | 'timestamp' | 'timestamptz'; readonly decimals?: number }
  | { readonly kind: 'json' }
  | { readonly kind: 'jsonb' }
  | { readonly kind: 'uuid' }
  | { readonly kind: 'enum'; readonly name: string; readonly labels: readonly string[] }
  /** Any other type, compared by its text. */
  | { readonly kind: 'other'; readonly name: string }

/** What the type of a column is named in a given schema, with the rules of its own. */
export interface ColumnDomain {
  readonly name: string
  /** Also those of domains below it: `CHECK ((VALUE > 0))`. */
  readonly checks: readonly string[]
}

export interface TargetColumn {
  /** The column of the source that fills it. */
  readonly source: string
  readonly name: string
  readonly type: TargetType
  readonly notNull: boolean
  /** PostgreSQL computes it: it is compared, never loaded. */
  readonly generated: boolean
  readonly identity: boolean
  /** Left out where its type is no domain. */
  readonly domain?: ColumnDomain
}

/** A column in CREATE TABLE. */
export interface ColumnDefinition {
  readonly source: string
  readonly line: string
  /** A generated column without its expression; null for other columns. */
  readonly ordinaryLine: string | null
}

export interface TargetTable {
  /** The table of the source. */
  readonly source: string
  readonly schema: string
  readonly name: string
  readonly columns: readonly TargetColumn[]
  /** CREATE TABLE with columns, defaults and NOT NULL, without constraints; one statement, no semicolon. */
  readonly createSql: string
  /** What it is made of; of a derived table. */
  readonly definitions?: readonly ColumnDefinition[]
  /** A given schema came with rows. */
  readonly hasRows?: boolean
  /** A given schema keeps its rows in partitions. */
  readonly partitioned?: boolean
}

/** An identity column with the value that its sequence must not give again. */
export interface SequencePlan {
  readonly sourceTable: string
  readonly table: { readonly schema: string; readonly name: string }
  readonly column: string
  /** The highest of the AUTOINCREMENT high-water mark and the highest key; null for an empty table. */
  readonly highest: bigint | null
  /** The application leaves it to SQLite to number the column. */
  readonly numbered: boolean
  /** The sequence, where PostgreSQL would not find it by the column. */
  readonly sequence?: QualifiedName
  readonly entry: LedgerEntry
}

/** The schema that the rows go into. */
export interface TargetSchema {
  /** `derived` from the catalog, made by the application's `file` or `command`, or `given`: in a database that exists. */
  readonly origin: 'derived' | 'file' | 'command' | 'given'
  readonly tables: readonly TargetTable[]
  readonly postData: readonly PostDataStatement[]
  readonly sequences: readonly SequencePlan[]
  /** Rules of a given schema that the settings leave out: they are taken away, and not put back. */
  readonly skipped?: readonly PostDataStatement[]
  /** Objects whose fate is known before the load; those of postData and sequences are not repeated here. */
  readonly ledger: readonly LedgerEntry[]
  /** Tables of the source that cannot be created at all. */
  readonly failedTables: readonly { readonly source: string; readonly reason: string }[]
  readonly issues: readonly PlannedIssue[]
  /** Triggers of a schema that was there: they do not fire while the rows are loaded. */
  readonly triggers?: readonly TargetTrigger[]
}

export interface TargetTrigger {
  readonly table: QualifiedName
  readonly name: string
  /** As `TriggerFacts.enabled`. */
  readonly enabled: 'O' | 'D' | 'R' | 'A'
}
