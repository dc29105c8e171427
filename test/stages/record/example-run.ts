import { issue } from '../../../src/issues/issue.ts'
import { assessReadiness } from '../../../src/stages/readiness/assess-readiness.ts'
import type { RunFacts } from '../../../src/stages/record/run-facts.ts'
import type { LedgerEntry } from '../../../src/stages/target/ledger-entry.ts'

interface ExampleTable {
  readonly name: string
  readonly rows: number
  readonly columns?: number
  readonly rejected?: number
  readonly mismatches?: number
  readonly failure?: string
}

const LEDGER: readonly LedgerEntry[] = [
  {
    type: 'primary-key',
    name: 'players_pkey',
    table: 'players',
    status: 'kept',
    sql: 'primary key (id)',
    reason: null,
  },
]

/** The facts of a run over the given tables in which everything else went well, with changes to be made to it. */
export function exampleRun(tables: readonly ExampleTable[], changes: Partial<RunFacts> = {}): RunFacts {
  const facts = {
    version: '0.1.0',
    startedAt: new Date('2026-11-23T14:05:00.000Z'),
    durationMs: 6_170,
    commit: null,
    status: 'finished',
    error: null,
    sourcePath: 'fixtures/league.sql',
    snapshot: {
      sizeBytes: 409_600,
      sha256: 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184',
      schemaSha256: 'c2a57bc03503e3458d7346c5e3722295c2a57bc03503e3458d7346c5e3722295',
      sqliteVersion: '3.54.0',
      encoding: 'UTF-8',
    },
    catalog: {
      tables: tables.map(({ name, rows, columns = 4 }) => ({
        name,
        rowCount: rows,
        columns: Array.from({ length: columns }),
      })),
      views: [],
      virtualTables: [],
    },
    columnTypes: [],
    target: { version: '18.4', provision: 'embedded', database: null, schema: 'derived' },
    schema: {
      tables: tables.map(({ name }) => ({ source: name, schema: 'public', name })),
      failedTables: [],
    },
    load: {
      tables: tables.map(({ name, rows, rejected = 0, failure = null }) => ({
        source: name,
        rowsSource: rows,
        rowsLoaded: failure === null ? rows - rejected : 0,
        rowsRejected: failure === null ? rejected : 0,
        refusedRows: null,
        checksBrokenByRejects: [],
        failure,
      })),
      issues: [],
      ledger: LEDGER,
      impossible: [],
    },
    validation: {
      tables: tables
        .filter(({ failure }) => failure === undefined)
        .map(({ name, rows, columns = 4, rejected = 0, mismatches = 0 }) => ({
          source: name,
          rowsTarget: rows - rejected,
          rowsCompared: rows - rejected,
          rowsMissing: 0,
          cellsCompared: (rows - rejected) * columns,
          mismatches,
        })),
      mismatches: [],
      notCompared: [],
    },
    performance: null,
    issues: [],
    prepare: [],
    remedies: [],
    waivers: [],
    phase: null,
    excludedTables: [],
    coreTables: () => true,
    timings: { snapshot: 12, catalog: 80, postgres: 1_900, load: 2_100, validation: 1_200 },
    ...changes,
  } as const satisfies Omit<RunFacts, 'readiness'>
  const readiness = assessReadiness({
    command: 'rehearse',
    isServerGiven: false,
    ...facts,
    tables: tables.map(({ name }) => name),
    proofs: new Map(),
    changes: facts,
    settings: null,
    today: '2026-11-23',
  })
  return { ...facts, readiness, ...changes }
}

export const VARCHAR_OVERFLOW = issue('varchar-overflow', {
  table: 'owners',
  column: 'display_name',
  rows: 1,
  examples: [{ id: 12 }],
  message: 'Texts are longer than the declared 24 characters, the longest has 39; the target is text',
})

export const ORPHANS = issue('foreign-key-orphans', {
  table: 'box_scores',
  column: 'player_id',
  rows: 3,
  examples: [
    { game_id: 1, player_id: 9001 },
    { game_id: 2, player_id: 9001 },
  ],
  message: '3 rows have no parent in players',
})

export const WRONG_CLASS = issue('wrong-storage-class', {
  table: 'players',
  column: 'jersey',
  rows: 2,
  examples: [{ id: 41 }, { id: 142 }],
  message: '2 values are text in a column of numbers',
})

export const VIEW_LOST = issue('view-not-migrated', {
  object: 'standings',
  message: 'The view standings is not in the target',
})

export const NO_KEY = issue('no-primary-key', {
  table: 'trade_items',
  message: 'The table has no primary key',
})
