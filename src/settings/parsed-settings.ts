import type { Remedy } from '../issues/remedy.ts'
import type { Waiver } from '../issues/waiver.ts'
import type { PerformanceOptions } from '../stages/performance/performance-options.ts'
import type { ChecklistSettings } from '../stages/readiness/checklist-settings.ts'
import type { FailOn } from '../stages/record/gate-record.ts'
import type { Format, Phase } from './options.ts'

/** Where the snapshot comes from: exactly one of the first two is there. */
export interface SourceSettings {
  /** A path, relative to the working directory. */
  readonly snapshot: string | null
  readonly snapshotCommand: string | null
  /** The most that an archive may unpack to, or a script or command may write. */
  readonly maxBytes: number
}

export interface PostgresSettings {
  /** A running server. It can hold a password: never print it. */
  readonly url: string | null
  /** A docker image to start; with neither, the run looks for a server. */
  readonly image?: string | null
  /** The major version that the server must have; null takes the newest that is there. */
  readonly version: number | null
  /** A server that we start writes to disk what it promises, as in production. */
  readonly durable?: boolean
}

/** Globs over the names of tables. Empty `include` and `core` mean all of them. */
export interface TableSettings {
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  readonly core: readonly string[]
}

/** Where the schema of the target comes from; both null derive it from the source. */
export interface TargetSettings {
  /** A SQL file, or a folder of them. */
  readonly schema: string | null
  readonly schemaCommand: string | null
  /** Names of tables, and of columns as `table.column`, with their names in the target. */
  readonly rename: Readonly<Record<string, string>>
}

/** What the move of the production database is measured against. */
export interface DowntimeSettings {
  readonly windowSeconds: number
  /** Null takes the size of the snapshot. */
  readonly productionBytes: number | null
}

/** What the owner has decided about the issues. */
export interface ResolutionSettings {
  /** SQL scripts for the private copy of the snapshot, in this order. */
  readonly prepare: readonly string[]
  /** The first that matches an issue counts. */
  readonly remedies: readonly Remedy[]
  readonly waivers: readonly Waiver[]
  /** null tells it from the history. */
  readonly phase: Phase | null
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
  readonly downtime: DowntimeSettings
  readonly tables: TableSettings
  readonly target: TargetSettings
  readonly resolution: ResolutionSettings
  readonly performance: PerformanceOptions
  /** null where the checklist is not executed. */
  readonly checklist: ChecklistSettings | null
  readonly failOn: FailOn
  readonly output: OutputSettings
  /** After which each command of the settings is stopped. */
  readonly commandSeconds: number
  /** Parallel workers. */
  readonly jobs: number
  /** The settings file; null without one. */
  readonly file: string | null
  /** What the run says of the settings before it begins. */
  readonly notes: readonly string[]
}
