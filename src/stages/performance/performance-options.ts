/** A value for a parameter of a query; an integer that no double holds is a bigint. */
export type ParameterValue = string | number | bigint | boolean | null

/** In their order, or by the name that stands behind `:`, `@` or `$`. */
export type Parameters = readonly ParameterValue[] | Readonly<Record<string, ParameterValue>>

/** The text of a query, or the file that holds it. */
export type QuerySource = { readonly text: string } | { readonly path: string }

/** A query as the owner gives it. */
export interface GivenQuery {
  /** Null where it has none. */
  readonly name: string | null
  readonly sqlite: QuerySource
  /** Null where it is the same for both. */
  readonly postgres: QuerySource | null
  /** Each statement of the file is a query of its own. */
  readonly many: boolean
  readonly parameters: Parameters
}

/** How queries are compared. */
export interface PerformanceOptions {
  readonly enabled: boolean
  /** Of the owner; empty derives them from the schema. */
  readonly queries: readonly GivenQuery[]
  /** Draws the values of the derived queries. */
  readonly seed: number
  /** Milliseconds: what PostgreSQL answers in less is too fast to grade. */
  readonly floorMs: number
  /** The time for all queries together. */
  readonly maxSeconds: number
  /** The time for one run of one query, on either side. */
  readonly querySeconds: number
}
