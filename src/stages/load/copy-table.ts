import type { CopySink, PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { type LineBatch, type LineQuery, storedOrder } from '../../engines/sqlite/read-lines.ts'
import { quoteIdentifier, quoteQualified } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { encodeLine, loadedColumns } from './encode-line.ts'
import { copyWithRejects } from './isolate-rejects.ts'
import type { RefusedRows } from './load-result.ts'
import type { RefusalOptions } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import { loadableRows } from './set-aside.ts'

/** Of the source, in one message of COPY: worth a call, and little beside the memory of the process. */
const BATCH_BYTES = 512 << 10
const MOST_BATCH_ROWS = 20_000
/** The lines of a batch are one value of SQLite, up to four times their source, and the driver's limit is 512 MB. */
const WORST_BATCH_BYTES = 100 << 20

export interface CopyOptions extends RefusalOptions {
  readonly signal: AbortSignal
  /** The rejected rows will be judged by CHECKs of the target, and their values with them. */
  readonly hasChecks: boolean
  /** What was told and did not last is told again, below 0. */
  readonly onRows: (rows: number) => void
  /** Reads the lines of the rows that can be sent. */
  readonly read: (query: LineQuery) => AsyncGenerator<LineBatch>
}

/** What PostgreSQL has taken of a table. */
export interface CopyOutcome {
  readonly rowsLoaded: number
  readonly refusedRows: RefusedRows | null
  /** Every value of the refused rows was judged, so that none hides another. */
  readonly isJudged: boolean
}

/**
 * Copies the loadable rows of one table.
 *
 * First in one transaction with FREEZE, which is fastest and works for every table whose rows the profile has
 * judged rightly. When PostgreSQL refuses a row all the same, the table is emptied and copied again in batches
 * that isolate each refused row.
 */
export async function copyTable(
  database: SqliteDatabase,
  connection: PostgresConnection,
  table: TablePlan,
  rejects: RejectWriter,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const query = lineQuery(table)
  let told = 0
  const onRows = (rows: number) => {
    told += rows
    options.onRows(rows)
  }
  try {
    return await copyAtOnce(connection, table, query, { ...options, onRows })
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    await connection.query('rollback')
    options.onRows(-told)
  }
  return await copyWithRejects(database, connection, table, query, copyStatement(table, ''), rejects, options)
}

/** The rows of a table that can be sent, as lines of COPY. */
export function lineQuery(table: TablePlan): LineQuery {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes)
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes)
  return {
    table: table.source,
    line: encodeLine(table),
    where: loadableRows(table),
    order: storedOrder(table) ?? { expressions: table.keyColumns.map(quoteIdentifier) },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== 'UTF-8',
  }
}

function copyStatement(table: TablePlan, options: string): string {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target))
  return `copy ${quoteQualified(table.target)} (${columns.join(', ')}) from stdin${options}`
}

/** FREEZE is allowed because the table is truncated in the same transaction. */
async function copyAtOnce(
  connection: PostgresConnection,
  table: TablePlan,
  query: LineQuery,
  options: CopyOptions,
): Promise<CopyOutcome> {
  await connection.query('begin')
  await connection.query(truncate(table))
  const sink = connection.copyIn(copyStatement(table, ' with (freeze)'))
  await sendAll(sink, query, options)
  const rowsLoaded = await sink.end()
  await connection.query('commit')
  return { rowsLoaded, refusedRows: null, isJudged: true }
}

async function sendAll(sink: CopySink, query: LineQuery, options: CopyOptions): Promise<void> {
  try {
    for await (const batch of options.read(query)) {
      await sink.write(batch.lines)
      if (sink.isFlushed()) releaseMemory(batch.lines)
      options.onRows(batch.rows)
    }
  } catch (error) {
    await sink.abort()
    throw error
  }
}

/** A statement that leaves tables that inherit from this one alone: they have rows of their own. */
export function truncate({ target, partitioned }: TablePlan): string {
  return `truncate ${partitioned ? '' : 'only '}${quoteQualified(target)}`
}
