import type { CommandRules } from '../../shell/command-rules.ts'
import type { ThreadPool } from '../../threads/thread-pool.ts'

/** Where the source comes from: a path or a command, exactly one of them. */
export interface SnapshotOptions {
  /** A database, a SQL script, or either of them compressed. */
  readonly snapshot: string | null
  /** A shell command that writes the snapshot to `$SNAPSHOT_PATH`. */
  readonly snapshotCommand: string | null
  /** How it is run; as `DEFAULT_COMMAND_RULES` has it where it is left out. */
  readonly commands?: CommandRules
  /** Keys of the settings whose commands run while the source is read: one of them may write to it. */
  readonly otherCommands?: readonly string[]
  /** How many bytes an archive or a script may become. The free disk space limits it too. */
  readonly maxBytes: number
  /** Threads that read a large database. */
  readonly jobs: number
  /** So many, begun before: they end with the snapshot. Left out, they are begun with it. */
  readonly threads?: ThreadPool
  /** Bytes from which on a database is checked by a process of its own; 512 MB where it is left out. */
  readonly hugeFrom?: number
  /** Paths of SQL scripts that run on a private copy of the snapshot, in this order. */
  readonly prepare?: readonly string[]
}
