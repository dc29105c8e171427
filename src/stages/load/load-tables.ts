import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { inParallel } from '../../engines/postgres/in-parallel.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import { quoteQualified } from '../../sql/quote.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { PostDataStatement, TargetSchema } from '../target/target-schema.ts'
import { addConstraints } from './add-constraints.ts'
import { type CopyOutcome, copyTable, truncate } from './copy-table.ts'
import { judgeRejects } from './judge-rejects.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadResult, TableLoad } from './load-result.ts'
import { rejectIssues } from './reject-issues.ts'
import { RejectWriter } from './reject-writer.ts'
import { restoreTriggers } from './restore-triggers.ts'
import { setAsideMisfits } from './set-aside.ts'
import { setSequences } from './set-sequences.ts'

/**
 * Fills the target: rows, then constraints and indexes, then sequences. The tables exist and are empty.
 * A row, constraint or index that PostgreSQL refuses is an issue, never the end.
 *
 * @throws RehearsalError when the connection is lost or the disk of the server is full
 */
export async function loadTables(
  snapshot: Snapshot,
  schema: TargetSchema,
  plan: MigrationPlan,
  database: PostgresDatabase,
  options: LoadOptions,
  context: Context,
): Promise<LoadResult> {
  const largestFirst = plan.tables.toSorted(
    (a, b) => b.rowCount * b.meanRowBytes - a.rowCount * a.meanRowBytes,
  )
  const loads = await inParallel(
    largestFirst,
    options.jobs,
    () => database.connect(),
    (connection, table) => loadTable(snapshot, table, schema, connection, options, context),
  )
  const tables = plan.tables.map((table) => loadOf(loads, table))
  const connection = await database.connect()
  const source = snapshot.open()
  try {
    const constraints = await addConstraints(schema, { plan, loads: tables, connection, source }, context)
    await setSequences(schema.sequences, connection)
    await restoreTriggers(schema, connection)
    await analyzeTables(plan, connection)
    return {
      tables,
      issues: [...loads.flatMap(({ issues }) => issues), ...constraints.issues],
      ledger: [...schema.ledger, ...constraints.ledger, ...schema.sequences.map(({ entry }) => entry)],
    }
  } finally {
    source.close()
    await connection.close()
  }
}

/** By name: without one PostgreSQL would go through its own catalogs too, which takes longer than many a load. */
async function analyzeTables({ tables }: MigrationPlan, connection: PostgresConnection): Promise<void> {
  if (tables.length === 0) return
  await connection.query(`analyze ${tables.map(({ target }) => quoteQualified(target)).join(', ')}`)
}

interface LoadedTable {
  readonly load: TableLoad
  readonly issues: readonly Issue[]
}

/**
 * What SQLite cannot read costs the table, not the run: damage in the file, or a function or collation of the
 * application that is not here.
 */
async function loadTable(
  snapshot: Snapshot,
  table: TablePlan,
  schema: TargetSchema,
  connection: PostgresConnection,
  options: LoadOptions,
  context: Context,
): Promise<LoadedTable> {
  const source = snapshot.open()
  const rejects = new RejectWriter(options.rejectsDirectory, table.source)
  try {
    const copied = await loadRows(snapshot, source, table, connection, rejects, options, context)
    const unloaded = { table, refusedRows: copied.refusedRows, checks: unknownChecks(table, schema) }
    const isJudged = rejects.rows > 0 && (schema.origin !== 'derived' || copied.refusedRows !== null)
    const load: TableLoad = {
      source: table.source,
      rowsSource: table.rowCount,
      rowsLoaded: copied.rowsLoaded,
      rowsRejected: rejects.rows,
      refusedRows: copied.refusedRows,
      checksBrokenByRejects: isJudged
        ? await judgeRejects(source, connection, unloaded, rejects, context.signal)
        : [],
      failure: null,
    }
    return { load, issues: rejectIssues(table, schema.issues, rejects.tallies) }
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    await connection.query('rollback')
    await connection.query(truncate(table))
    return unreadable(table, error)
  } finally {
    await rejects.close()
    source.close()
  }
}

/** Of a derived schema, what breaks a CHECK is known from the source. */
function unknownChecks(table: TablePlan, { origin, postData }: TargetSchema): readonly PostDataStatement[] {
  const isOfTable = ({ kind, sourceTable }: PostDataStatement) =>
    kind === 'check' && sourceTable === table.source
  return origin === 'derived' ? [] : postData.filter(isOfTable)
}

async function loadRows(
  { privateDirectory }: Snapshot,
  source: SqliteDatabase,
  table: TablePlan,
  connection: PostgresConnection,
  rejects: RejectWriter,
  options: LoadOptions,
  context: Context,
): Promise<CopyOutcome> {
  const { signal } = context
  const { showValues } = options
  const onRows = (rows: number) =>
    context.emit({ type: 'rows-done', stage: 'load', table: table.source, rows })
  await setAsideMisfits(source, table, rejects, { showValues, signal })
  onRows(rejects.rows)
  return await copyTable(source, connection, table, rejects, {
    showValues,
    privateDirectory,
    signal,
    onRows,
  })
}

function unreadable(table: TablePlan, cause: unknown): LoadedTable {
  const failure = `SQLite could not read all of its rows: ${messageWithoutValue(cause)}`
  const load: TableLoad = {
    source: table.source,
    rowsSource: table.rowCount,
    rowsLoaded: 0,
    rowsRejected: table.rowCount,
    refusedRows: null,
    checksBrokenByRejects: [],
    failure,
  }
  const damage = issue('source-read-failed', { table: table.source, rows: table.rowCount, message: failure })
  return { load, issues: [damage] }
}

function loadOf(loads: readonly LoadedTable[], table: TablePlan): TableLoad {
  const found = loads.find(({ load }) => load.source === table.source)
  if (found === undefined) throw new TypeError(`the table ${table.source} was not loaded`)
  return found.load
}
