import type { Issue, RowKey } from '../../issues/issue.ts'
import type { LedgerEntry } from '../target/ledger-entry.ts'
import type { PostDataStatement } from '../target/post-data.ts'

/** A row that could not be loaded, with its reason. `value` is there only with `--show-values`. */
export interface Reject {
  readonly key: RowKey
  readonly column: string | null
  readonly storageClass: 'null' | 'integer' | 'real' | 'text' | 'blob' | null
  /** Of the value: characters of a text, bytes of a blob, null otherwise. */
  readonly length: number | null
  /** What PostgreSQL says, or would say. https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly sqlstate: string
  /** The id of the issue that it belongs to. */
  readonly issue: string
  readonly value?: string | number | null
}

/** The rows that PostgreSQL refused, beside the known misfits. */
export interface RefusedRows {
  /** A file that holds their identities, for the time of the run; see `attachIdentities`. */
  readonly path: string
  /** A SQLite expression that gives the identity of a row. The note of a row is the place of the column that was refused. */
  readonly identity: string
}

/** Rejected rows that break a CHECK of the target beside what they were rejected for. */
export interface BrokenCheck {
  readonly name: string
  readonly rows: number
  readonly examples: readonly RowKey[]
}

export interface TableLoad {
  readonly source: string
  /** As the catalog counted them, so that a row that the load has not read is missed. */
  readonly rowsSource: number
  readonly rowsLoaded: number
  readonly rowsRejected: number
  /** Null when there are none. */
  readonly refusedRows: RefusedRows | null
  /** Only of a given schema; those of a derived one are known from the source. */
  readonly checksBrokenByRejects: readonly BrokenCheck[]
  /** Why the table could not be loaded at all. */
  readonly failure: string | null
}

/** A rule that PostgreSQL refuses, and how it stands in the ledger. */
export interface Impossible {
  readonly statement: PostDataStatement
  readonly entry: LedgerEntry
}

export interface LoadResult {
  readonly tables: readonly TableLoad[]
  readonly issues: readonly Issue[]
  /** The whole ledger, with what PostgreSQL said to each constraint and index. */
  readonly ledger: readonly LedgerEntry[]
  /** What PostgreSQL refuses without rows too. */
  readonly impossible: readonly Impossible[]
}
