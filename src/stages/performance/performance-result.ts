import type { Issue } from '../../issues/issue.ts'
import type { Interval } from './interval.ts'
import type { Query } from './query.ts'
import type { Grade, Verdict } from './query-grade.ts'

/** What came of one query. */
export interface QueryOutcome {
  readonly query: Query
  readonly grade: Grade
  /** Why it was not run, not compared or not measured to its end; null where all of it was done. */
  readonly reason: string | null
  /** PostgreSQL does not take the statement, whoever asks it: it finds no name or function, or ends in an error. */
  readonly isRefused: boolean
  /** Derived, and not measured because there was no time left for it: nothing is known against it. */
  readonly isLeftOut: boolean
  /** The tables that it reads and this run leaves to another one, so that it was not asked; empty for any other query. */
  readonly outOfScope: readonly string[]
  readonly results: 'equal' | 'different' | 'not-compared'
  /** Of the result in SQLite; null where it did not run. */
  readonly rows: number | null
  /** How often both engines were measured. */
  readonly runs: number
  /** Milliseconds; null where it was not measured. */
  readonly sqliteMs: Interval | null
  /** Milliseconds as the client sees them, without the round trip of an empty query. */
  readonly postgresMs: Interval | null
  /** Milliseconds by PostgreSQL's own account, planning and execution. */
  readonly executionMs: number | null
  /** Null also where it is too fast to grade: there it says nothing. */
  readonly ratio: Interval | null
  /** Milliseconds of an empty query at that time. */
  readonly roundTripMs: number | null
  /** The names of the indexes that PostgreSQL uses for it. */
  readonly indexes: readonly string[]
  /** Of those that it would use if it did not read the whole table. */
  readonly passedOver: readonly string[]
  /** The nodes of the plan in PostgreSQL, of a query that is slower; values are never there. */
  readonly plan: readonly string[]
}

/** What the comparison of the workload found. */
export interface PerformanceResult {
  readonly workload: Query['source']
  /** Null where no query could be graded. */
  readonly verdict: Verdict | null
  readonly medianRatio: number | null
  /** Milliseconds of an empty query, there and back; null where nothing was measured. */
  readonly roundTripMs: number | null
  readonly floorMs: number
  readonly queries: readonly QueryOutcome[]
  readonly issues: readonly Issue[]
}
