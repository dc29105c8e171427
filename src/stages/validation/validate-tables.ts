import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { inParallel } from '../../engines/postgres/in-parallel.ts'
import { largestFirst } from '../../engines/postgres/largest-first.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import { KeptConnections } from '../../engines/sqlite/kept-connections.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { openPages } from '../../engines/sqlite/pages/open-pages.ts'
import { readRecordLayout, readRoots } from '../../engines/sqlite/pages/record-layout.ts'
import { type LineBatch, type LineQuery, readLines } from '../../engines/sqlite/read-lines.ts'
import { isWorthThread, readLinesApart } from '../../engines/sqlite/read-lines-apart.ts'
import { type AttachedSet, attachSet, detachIdentities } from '../../engines/sqlite/row-identities.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import type { TableLoad } from '../load/load-result.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { changedByTarget } from './changed-by-target.ts'
import { compareTable } from './compare-table.ts'
import type { SourcePages } from './pages/compare-pages.ts'
import { rejectedRows } from './rejected-rows.ts'
import type { RowComparison } from './row-tally.ts'
import { comparableRows } from './too-large-rows.ts'
import type { ValidationResult } from './validation-result.ts'

export interface ValidationOptions {
  /** Tables at a time, each over a connection of its own. */
  readonly jobs: number
}

/** With what kept tables from being compared, and what a target that was loaded has made of the values. */
export interface ValidatedTables extends ValidationResult {
  readonly issues: readonly Issue[]
}

/**
 * The independent witness: reads both sides again and compares every cell of every loaded row. A table that one of
 * the two cannot read is an issue, never the end.
 *
 * @param loads null for a target that another tool has filled
 */
export async function validateTables(
  snapshot: Snapshot,
  plan: MigrationPlan,
  loads: readonly TableLoad[] | null,
  database: PostgresDatabase,
  options: ValidationOptions,
  context: Context,
): Promise<ValidatedTables> {
  const failed = loads?.filter(({ failure }) => failure !== null) ?? []
  const loaded = plan.tables.filter((table) => !failed.some(({ source }) => source === table.source))
  const sources = new KeptConnections(snapshot.open, loaded.length)
  let roots: Roots | undefined
  const source: Source = { snapshot, sources, rootsOf: (opened) => (roots ??= readRoots(opened)) }
  const compareAll = () =>
    inParallel(largestFirst(loaded), options.jobs, database.connect, async (connection, table) => {
      context.signal.throwIfAborted()
      const outcome = await compareOne(source, table, loads, { database, connection }, context)
      return { table, ...outcome }
    })
  const outcomes = await compareAll().finally(() => sources.close())
  const compared = outcomes.flatMap(({ table, comparison }) =>
    comparison === null ? [] : [{ table, comparison }],
  )
  return {
    tables: compared.map(({ table, comparison }) => ({
      source: table.source,
      rowsTarget: comparison.rowsTarget,
      rowsCompared: comparison.rowsCompared,
      rowsMissing: comparison.rowsMissing,
      cellsCompared: comparison.cellsCompared,
      mismatches: comparison.mismatchCount,
    })),
    mismatches: compared.flatMap(({ comparison }) => comparison.mismatches),
    notCompared: [
      ...failed.map(({ source, failure }) => ({ table: source, reason: failure ?? '' })),
      ...outcomes.flatMap(({ table, unreadable }) =>
        unreadable === null ? [] : [{ table: table.source, reason: unreadable.message }],
      ),
    ],
    issues: [
      ...outcomes.flatMap(({ unreadable }) => unreadable ?? []),
      // another tool may have changed them on the way
      ...(loads === null
        ? []
        : compared.flatMap(({ table, comparison }) => changedByTarget(table, comparison))),
    ],
  }
}

type Outcome =
  | { readonly comparison: RowComparison; readonly unreadable: null }
  | { readonly comparison: null; readonly unreadable: Issue }

type Roots = ReturnType<typeof readRoots>

/** How the rows of the source are read. */
interface Source {
  readonly snapshot: Snapshot
  readonly sources: KeptConnections
  /** Reads those of all tables once: to read them for each table takes the square of the tables. */
  readonly rootsOf: (opened: SqliteDatabase) => Roots
}

interface Target {
  readonly database: PostgresDatabase
  readonly connection: PostgresConnection
}

async function compareOne(
  source: Source,
  table: TablePlan,
  loads: readonly TableLoad[] | null,
  { database, connection }: Target,
  { signal, emit }: Context,
): Promise<Outcome> {
  const { snapshot, sources } = source
  const { predicate, sets } = rejectedRows(table, loads)
  let told = 0
  const onRows = (read: number) => {
    if (read <= told) return
    emit({ type: 'rows-done', stage: 'validation', table: table.source, rows: read - told })
    told = read
  }
  try {
    const comparison = await compareTable(
      database,
      connection,
      loads === null ? table : withoutUnfit(table),
      {
        rejectedRows: predicate,
        targetRows: loads === null ? comparableRows(table) : null,
        pages: () => pagesOf(source, table),
        read: (query) =>
          isWorthThread(table)
            ? readLinesApart(snapshot.threads, snapshot.path, query, sets, signal)
            : readHere(sources, query, sets, signal),
        onRows,
      },
    )
    return { comparison, unreadable: null }
  } catch (error) {
    return { comparison: null, unreadable: whyUnreadable(table, loads, error) }
  }
}

/** A load has rejected the rows with values that do not fit: none of those that are compared has one. */
function withoutUnfit(table: TablePlan): TablePlan {
  return { ...table, columns: table.columns.map((column) => ({ ...column, misfit: null })) }
}

function pagesOf({ snapshot, sources, rootsOf }: Source, { source }: TablePlan): SourcePages | null {
  const file = openPages(snapshot)
  if (file === null) return null
  const database = sources.take()
  const layout = readRecordLayout(file, database, source, rootsOf(database).get(source))
  sources.giveBack(database)
  return layout === null ? null : { file, layout }
}

async function* readHere(
  sources: KeptConnections,
  query: LineQuery,
  sets: readonly AttachedSet[],
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const source = sources.take()
  try {
    for (const set of sets) attachSet(source, set)
    yield* readLines(source, query, signal)
  } finally {
    for (const { name } of sets) detachIdentities(source, name)
    sources.giveBack(source)
  }
}

/** A target of ours can be read by us; where it cannot, that is a mistake of ours. */
function whyUnreadable(
  { source, rowCount: rows }: TablePlan,
  loads: readonly TableLoad[] | null,
  error: unknown,
): Issue {
  if (sqliteResultCode(error) !== null) {
    const message = `SQLite could not read all of its rows: ${messageWithoutValue(error)}`
    return issue('source-read-failed', { table: source, rows, message })
  }
  if (!(error instanceof PostgresRefusal) || loads !== null) throw error
  const message = `PostgreSQL did not let its rows be read: SQLSTATE ${error.fields.sqlstate}`
  return issue('target-read-refused', { table: source, rows, message })
}
