/** An expectation of a case that is not met, and why. Table, column and rows are as the case has them. */
export interface UnmetExpectation {
  readonly id: string
  readonly table: string
  readonly column: string | null
  readonly rows: readonly string[]
  readonly reason: string
}

export const UNMET_EXPECTATIONS: readonly UnmetExpectation[] = [
  {
    id: 'struct-fts5-shadow-tables',
    table: 'notes_fts_data, notes_fts_idx, notes_fts_docsize, notes_fts_config',
    column: null,
    rows: [],
    reason: 'The issue of the virtual table names its shadow tables; one for each would only repeat it.',
  },
  {
    id: 'uuid-text-forms',
    table: 'flow',
    column: 'id',
    rows: ["id='not-a-uuid'"],
    reason: 'Nothing in the source says that a CHAR(32) is meant to be a UUID; a given schema would.',
  },
  {
    id: 'target-already-seeded',
    table: 'VersionInfo',
    column: 'Version',
    rows: ['Version=1'],
    reason: 'A history of migrations is excluded, with this reason beside it; each database has its own.',
  },
  {
    id: 'dt-epoch-seconds-and-mixed-units',
    table: 'ev',
    column: 'secs',
    rows: ['id=4'],
    reason: 'All numbers of the column are under one issue, which asks its owner what they count.',
  },
  {
    id: 'dt-dotnet-min-max',
    table: 'ScheduledTasks',
    column: 'LastExecution',
    rows: ['Id=2'],
    reason: 'A seventh decimal keeps the column a text, until a remedy cuts it; a text keeps its Z.',
  },
  {
    id: 'dt-24h-and-leap-second',
    table: 'shifts',
    column: 'ends, at',
    rows: ['id=4', 'id=5'],
    reason:
      'A time without seconds is ISO and exact, so there is nothing to say; the row with PM is rejected.',
  },
  {
    id: 'check-sqlite-functions',
    table: 't',
    column: 'a, j, u, d, h',
    rows: [],
    reason: 'The CHECKs of a, u and h are translated; those of j and d are listed.',
  },
  {
    id: 'check-sqlite-functions',
    table: 't',
    column: 'e',
    rows: ['id=2'],
    reason: 'LIKE is translated so that it goes on ignoring case, and the row passes.',
  },
  {
    id: 'idx-expression',
    table: 'metadata_items',
    column: 'index_title_lower, ux_email',
    rows: [],
    reason: 'Both are translated, which the ledger of objects says; an issue would ask for nothing.',
  },
]
