import type { PostgresServer } from '../../src/engines/postgres/server.ts'
import type { TargetContents, TargetFiles } from '../bench-target.ts'
import type { BenchDatabase } from '../make-database.ts'

/** What a contestant works on. */
export interface Round {
  readonly server: PostgresServer
  readonly source: BenchDatabase
  readonly files: TargetFiles
  /** A folder for what it writes; emptied before each round. */
  readonly folder: string
}

/** One round of one contestant. */
export interface Outcome {
  readonly seconds: number
  /** Of all processes of the contestant, the server apart; 0 where it has none. */
  readonly peakBytes: number
  readonly contents: TargetContents
  /** Seconds of the phases that it tells of. */
  readonly phases: Readonly<Record<string, number>>
  /** What it says went wrong. */
  readonly errors: readonly string[]
}

export interface Contestant {
  readonly name: string
  readonly describes: string
  readonly run: (round: Round) => Promise<Outcome>
}
