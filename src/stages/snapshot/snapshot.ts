import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { Issue } from '../../issues/issue.ts'
import type { ThreadPool } from '../../threads/thread-pool.ts'

/** SQLite's three text encodings. https://www.sqlite.org/pragma.html#pragma_encoding */
export type TextEncoding = 'UTF-8' | 'UTF-16le' | 'UTF-16be'

/** What a look at every byte of the source tells. */
export interface Examination {
  /** Of the file as the user gave it, in lower-case hex. */
  readonly sha256: string
  /** What the integrity checks found. */
  readonly issues: readonly Issue[]
}

/** A consistent, read-only view of the source. What lies at `path` never changes during the run. */
export interface Snapshot {
  /** The path as the user gave it. */
  readonly sourcePath: string
  /** The database file that the later stages read: the source itself, or a private copy. */
  readonly path: string
  /**
   * Of the file at `path`, for reading, until the snapshot is gone: to close one would drop the locks of every connection.
   * https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
   */
  readonly descriptor: number
  /** A folder that only this user can enter, for what a run has to keep on disk; removed at its end. */
  readonly privateDirectory: string
  /** Of the database file as the user gave it, in bytes, without sidecars. */
  readonly sizeBytes: number
  /** It pays to read it in threads. */
  readonly isLarge: boolean
  /** The version of the SQLite library that reads it. */
  readonly sqliteVersion: string
  readonly encoding: TextEncoding
  /** Of all that it declares, in lower-case hex: the same for two copies of one schema, whatever rows they hold. */
  readonly schemaSha256: string
  /**
   * Looks at every byte of the source, once: a large one in a thread and in a process, beside the work for which PostgreSQL is
   * waited for.
   * What becomes of it is known at the latest when the snapshot is gone.
   */
  readonly examine: () => Promise<Examination>
  /** The threads that read it, for as long as it is there. */
  readonly threads: ThreadPool
  /** Opens one more read-only connection; the caller closes it. */
  readonly open: () => SqliteDatabase
  /** Copies the database into a folder of this run alone; it goes with the snapshot. */
  readonly copy: () => Promise<PrivateCopy>
}

/** A copy of a snapshot that may be changed. It names the same source: path, size and hash are those of the user's file. */
export interface PrivateCopy extends Snapshot {
  /** Opens the one connection that writes; the caller closes it. */
  readonly openForWriting: () => SqliteDatabase
}
