import type { SchemaPart } from '../schema-part.ts'

/** One property of a column: its words in CREATE TABLE, empty where it has none, and what is to be said about it. */
export interface Clause {
  readonly sql: string
  readonly part: SchemaPart
}
