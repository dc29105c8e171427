import type { PostgresConnection, PostgresDatabase } from '../../engines/postgres/database.ts'
import { workThrough } from '../../engines/postgres/in-parallel.ts'
import { largestFirst } from '../../engines/postgres/largest-first.ts'
import { KeptConnections } from '../../engines/sqlite/kept-connections.ts'
import { readLines } from '../../engines/sqlite/read-lines.ts'
import { isWorthThread, readLinesApart } from '../../engines/sqlite/read-lines-apart.ts'
import { messageWithoutValue, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import type { MigrationPlan, TablePlan } from '../plan/migration-plan.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { CheckStatement, PostDataStatement } from '../target/post-data.ts'
import type { TargetSchema } from '../target/target-schema.ts'
import { addAndValidate, addLast, explainRefusals, type Refusals, settingsOfKey } from './add-constraints.ts'
import { type ConstraintOrder, constraintOrder } from './constraint-order.ts'
import {
  type CopiedTable,
  type CopyOutcome,
  copyTable,
  type TableCopyOptions,
  truncate,
} from './copy-table.ts'
import { judgeRejects } from './judge-rejects.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadResult, TableLoad } from './load-result.ts'
import { rejectIssues } from './reject-issues.ts'
import { RejectWriter } from './reject-writer.ts'
import { restoreTriggers } from './restore-triggers.ts'
import { RowsAhead } from './rows-ahead.ts'
import { misfitRows, setAsideMisfits } from './set-aside.ts'
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
  const order = constraintOrder(schema, plan)
  const refusals: Refusals = new Map()
  const loads: LoadedTable[] = []
  const sources = new KeptConnections(snapshot.open, plan.tables.length)
  const queue = largestFirst(plan.tables)
  const ahead = new RowsAhead(queue, sources, context.signal)
  const tableOptions = { ...options, sources, ahead }
  try {
    await workThrough<LoadStep>(
      queue.map((table) => ({ kind: 'rows', table })),
      options.jobs,
      database.connect,
      async (connection, step, add) => {
        context.signal.throwIfAborted()
        if (step.kind === 'rows') {
          loads.push(await loadTable(snapshot, step.table, schema, connection, tableOptions, context))
        } else {
          for (const statement of step.statements) {
            await addAndValidate(statement, connection, refusals, settingsOfKey(statement, step.table))
          }
        }
        add(stepsBehind(step, order))
      },
    )
  } finally {
    sources.close()
  }
  const tables = plan.tables.map((table) => loadOf(loads, table))
  if (schema.origin === 'derived') options.onRowsThere?.(tables)
  const connection = await database.connect()
  const source = snapshot.open()
  try {
    const unfrozen = new Set(loads.flatMap(({ load, isFrozen }) => (isFrozen ? [] : [load.source])))
    const frozen = plan.tables.filter(({ source: name }) => !unfrozen.has(name)).map(({ target }) => target)
    await addLast(order.last, schema, database, { jobs: options.jobs, frozen }, refusals)
    const constraints = await explainRefusals(
      schema,
      refusals,
      { plan, loads: tables, connection, source },
      context,
    )
    await setSequences(schema.sequences, connection)
    await restoreTriggers(schema, connection)
    return {
      tables,
      issues: [...loads.flatMap(({ issues }) => issues), ...constraints.issues],
      ledger: [...schema.ledger, ...constraints.ledger, ...schema.sequences.map(({ entry }) => entry)],
      impossible: constraints.impossible,
    }
  } finally {
    source.close()
    await connection.close()
  }
}

/** What one connection does at a time. */
type LoadStep =
  | { readonly kind: 'rows'; readonly table: TablePlan }
  | {
      readonly kind: 'keys' | 'index'
      readonly table: TablePlan
      readonly statements: readonly PostDataStatement[]
    }

/** A key locks its table, so the indexes of the table come behind it, and side by side. */
function stepsBehind({ kind, table }: LoadStep, { keys, indexes }: ConstraintOrder): readonly LoadStep[] {
  const own = keys.get(table.source) ?? []
  if (kind === 'rows' && own.length > 0) return [{ kind: 'keys', table, statements: own }]
  if (kind === 'index') return []
  return (indexes.get(table.source) ?? []).map((statement) => ({
    kind: 'index',
    table,
    statements: [statement],
  }))
}

interface TableOptions extends LoadOptions {
  readonly sources: KeptConnections
  readonly ahead: RowsAhead
}

interface LoadedTable extends Pick<CopyOutcome, 'isFrozen'> {
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
  options: TableOptions,
  context: Context,
): Promise<LoadedTable> {
  const source = options.sources.take()
  const rejects = new RejectWriter(options.rejectsDirectory, table.source)
  try {
    const checks = unknownChecks(table, schema)
    const copying = { ...options, hasChecks: checks.length > 0 }
    const copied = await loadRows(snapshot, { table, source, connection }, rejects, copying, context)
    const unjudged = copied.isJudged ? null : copied.refusedRows
    const mayHideMore = unjudged !== null || (schema.origin !== 'derived' && misfitRows(table) !== null)
    const load: TableLoad = {
      source: table.source,
      rowsSource: table.rowCount,
      rowsLoaded: copied.rowsLoaded,
      rowsRejected: rejects.rows,
      refusedRows: copied.refusedRows,
      checksBrokenByRejects: mayHideMore
        ? await judgeRejects(
            source,
            connection,
            { table, refusedRows: unjudged, checks },
            rejects,
            context.signal,
          )
        : [],
      failure: null,
    }
    const issues = rejectIssues(table, issuesOf(table, schema), rejects.tallies)
    return { load, isFrozen: copied.isFrozen, issues }
  } catch (error) {
    if (sqliteResultCode(error) === null) throw error
    await connection.query('rollback')
    await connection.query(truncate(table))
    return unreadable(table, error)
  } finally {
    await rejects.close()
    options.sources.giveBack(source)
  }
}

/** Of a derived schema, what breaks a CHECK is known from the source. */
function unknownChecks(table: TablePlan, { origin, postData }: TargetSchema): readonly CheckStatement[] {
  const checks = postData.filter((statement) => statement.kind === 'check')
  return origin === 'derived' ? [] : checks.filter(({ sourceTable }) => sourceTable === table.source)
}

/** To look through those of all tables for each of them would take longer than to load many. */
function issuesOf({ source }: TablePlan, { issues }: TargetSchema): TargetSchema['issues'] {
  return issues.filter(({ issue: { table } }) => table === source)
}

async function loadRows(
  { path, privateDirectory, threads }: Snapshot,
  copied: CopiedTable,
  rejects: RejectWriter,
  { showValues, hasChecks, ahead }: Pick<TableCopyOptions, 'showValues' | 'hasChecks' | 'ahead'>,
  context: Context,
): Promise<CopyOutcome> {
  const { table, source } = copied
  const { signal } = context
  const onRows = (rows: number) =>
    context.emit({ type: 'rows-done', stage: 'load', table: table.source, rows })
  await setAsideMisfits(source, table, rejects, { showValues, signal })
  onRows(rejects.rows)
  return await copyTable(copied, rejects, {
    showValues,
    hasChecks,
    privateDirectory,
    signal,
    onRows,
    ahead,
    read: (query) =>
      isWorthThread(table)
        ? readLinesApart(threads, path, query, [], signal)
        : readLines(source, query, signal),
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
  return { load, isFrozen: false, issues: [damage] }
}

function loadOf(loads: readonly LoadedTable[], table: TablePlan): TableLoad {
  const found = loads.find(({ load }) => load.source === table.source)
  if (found === undefined) throw new TypeError(`the table ${table.source} was not loaded`)
  return found.load
}
