import type { TableLoad } from './load-result.ts'

/** How the rows are loaded. */
export interface LoadOptions {
  /** Tables at a time, each over a connection of its own. */
  readonly jobs: number
  /** Where `<table>.ndjson` goes; null writes no rejects. */
  readonly rejectsDirectory: string | null
  /** Cell values may appear in the rejects. */
  readonly showValues: boolean
  /**
   * Called when no row changes any more and nothing keeps anybody from reading them, while the keys between tables are
   * still validated. Not called for a given schema, whose rules lock its tables.
   */
  readonly onRowsThere?: (tables: readonly TableLoad[]) => void
}
