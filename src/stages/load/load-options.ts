/** How the rows are loaded. */
export interface LoadOptions {
  /** Tables at a time, each over a connection of its own. */
  readonly jobs: number
  /** Where `<table>.ndjson` goes; null writes no rejects. */
  readonly rejectsDirectory: string | null
  /** Cell values may appear in the rejects. */
  readonly showValues: boolean
}
