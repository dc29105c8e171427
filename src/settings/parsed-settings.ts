import type { FailOn, Format } from './options.ts'

/** Where the snapshot comes from: exactly one of the first two is there. */
export interface SourceSettings {
  /** A path, relative to the working directory. */
  readonly snapshot: string | null
  readonly snapshotCommand: string | null
  /** The most that an archive may unpack to, or a script or command may write. */
  readonly maxBytes: number
}

export interface PostgresSettings {
  /** A running server; null asks for the embedded one. It can hold a password: never print it. */
  readonly url: string | null
  /** The major version that the server must have; null takes the newest that is there. */
  readonly version: number | null
}

/** Globs over the names of tables. Empty `include` and `core` mean all of them. */
export interface TableSettings {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly core: readonly string[]
}

/** Paths are relative to the working directory. */
export interface OutputSettings {
  readonly directory: string
  readonly history: string
  readonly keep: boolean
  readonly showValues: boolean
  readonly format: Format
}

/** What the program uses: complete, checked, without contradictions. */
export interface ParsedSettings {
  readonly source: SourceSettings
  readonly postgres: PostgresSettings
  readonly tables: TableSettings
  readonly failOn: FailOn
  readonly output: OutputSettings
  /** Parallel workers. */
  readonly jobs: number
}
