import type { TextEncoding } from '../snapshot/snapshot.ts'
import type { ColumnDomain, TargetType } from '../target/target-schema.ts'
import type { Conversion } from './conversion.ts'

/** How one column of the source reaches one column of the target. */
export interface ColumnPlan {
  readonly source: string
  readonly target: string
  readonly type: TargetType
  readonly conversion: Conversion
  /** None of its texts holds what COPY escapes, as the profile has seen them. Only the load goes by it. */
  readonly plainTexts: boolean
  /** PostgreSQL computes it: it is compared, never loaded. */
  readonly generated: boolean
  /**
   * A SQLite predicate that is true for the values that the conversion cannot carry; null where the profile
   * has seen none. Rows that it finds are rejected without being sent.
   */
  readonly misfit: string | null
  /** The issues that a misfit can belong to, each with the SQLite predicate of its rows; the first that fits counts. */
  readonly misfitIssues: readonly { readonly id: string; readonly where: string }[]
  /** Its CHECKs hold while rows are loaded, where those of a table are added later. */
  readonly domain?: ColumnDomain
}

/** How the rows of both sides are brought into the same order. */
export type RowOrder =
  /** By the rowid, which the target has as this column. */
  | { readonly kind: 'rowid'; readonly column: string }
  /** By the columns of a key that is not NULL and unique on both sides. */
  | { readonly kind: 'key'; readonly columns: readonly string[] }
  /** There is no key: all columns, and equal rows are counted. */
  | { readonly kind: 'all' }

export interface TablePlan {
  readonly source: string
  readonly encoding: TextEncoding
  readonly target: { readonly schema: string; readonly name: string }
  /** The rows of the target are in partitions; those of tables that inherit from it are never its own. */
  readonly partitioned: boolean
  readonly columns: readonly ColumnPlan[]
  /** Source columns that name a row in reports; empty where the rowid does. */
  readonly keyColumns: readonly string[]
  readonly order: RowOrder
  /** A name by which the rowid can be read; null where there is none. */
  readonly rowidName: string | null
  /** What the rows of the source lie ordered by: the rowid, or columns; empty where that cannot be told. */
  readonly storageKey: readonly string[]
  readonly rowCount: number
  /** A SQLite predicate for rows that are too large to be sent; null where there are none. */
  readonly tooLarge: string | null
  /** The column whose values alone make them so; null where it takes several. */
  readonly tooLargeColumn: string | null
  /** A SQLite predicate for rows that are sent one by one; null where there are none. */
  readonly longRows: string | null
  /** What the texts and blobs of a row may come to, in bytes of the source. */
  readonly mostRowBytes: number
  /** The mean size of a row in bytes, at least 1, for the size of batches. */
  readonly meanRowBytes: number
  /** No row of the table can be larger than this, in bytes of the source. */
  readonly largestRowBytes: number
  /** The same of the rows that are not sent one by one. */
  readonly largestShortRowBytes: number
}

export interface MigrationPlan {
  readonly tables: readonly TablePlan[]
}
