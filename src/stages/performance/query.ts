import type { ParameterValue } from './performance-options.ts'
import type { Tolerance } from './tolerance.ts'

/** One query of the workload, as each engine is to be asked. */
export interface Query {
  readonly name: string
  /** `settings`: the owner's. `derived`: made of the schema. */
  readonly source: 'settings' | 'derived'
  readonly sqlite: EngineQuery
  readonly postgres: EngineQuery
  /** The owner has spelled it for PostgreSQL. */
  readonly spelled: boolean
  /** Its rows come in an order. */
  readonly ordered: boolean
  /** About how many rows it has to read, at most; null of the owner's, of which nobody knows. */
  readonly reads: number | null
}

/** A query whose answers are to be compared. */
export interface AskedQuery extends Query {
  /** Of the doubles in them. */
  readonly tolerance: Tolerance
}

/** A text with the values of its parameters; `$1` stands for the first in PostgreSQL, `?1` in SQLite. */
export interface EngineQuery {
  readonly sql: string
  readonly values: readonly ParameterValue[]
  /** How the owner writes each of them first: `?`, `:name`; a derived query has no other names than these. */
  readonly written?: readonly string[]
}
