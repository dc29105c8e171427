import type { CopySink, PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineBatch, LineQuery } from '../../engines/sqlite/read-lines.ts'
import { quoteIdentifier, quoteOwnRows, quoteQualified } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { BINARY_HEADER, BINARY_TRAILER, quickestQuery } from './binary-rows.ts'
import { copyWithRejects } from './copy-with-rejects.ts'
import { loadedColumns } from './encode-line.ts'
import { lineQuery, longQuery } from './line-query.ts'
import type { RefusedRows } from './load-result.ts'
import { readLongLines } from './long-rows.ts'
import type { RefusalOptions } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'
import type { RowsAhead } from './rows-ahead.ts'
import { isWorthFreezing } from './worth-freezing.ts'

/** A table, where its rows are, and where they go. */
export interface CopiedTable {
  readonly table: TablePlan
  readonly source: SqliteDatabase
  readonly connection: PostgresConnection
}

export interface CopyOptions extends RefusalOptions {
  readonly signal: AbortSignal
  /** The rejected rows will be judged by CHECKs of the target, and their values with them. */
  readonly hasChecks: boolean
  /** What was told and did not last is told again, below 0. */
  readonly onRows: (rows: number) => void
  /** Reads the lines of the rows that can be sent. */
  readonly read: (query: LineQuery) => AsyncGenerator<LineBatch>
}

export interface TableCopyOptions extends CopyOptions {
  /** Has the rows, or reads those of the table behind it meanwhile. */
  readonly ahead: RowsAhead
}

/** What PostgreSQL has taken of a table. */
export interface CopyOutcome {
  readonly rowsLoaded: number
  /** All rows came with FREEZE: an index tells of them without a look at the table. */
  readonly isFrozen: boolean
  readonly refusedRows: RefusedRows | null
  /** Every value of the refused rows was judged, so that none hides another. */
  readonly isJudged: boolean
}

/**
 * Copies the loadable rows of one table, which is empty.
 *
 * First all at once, larger tables with FREEZE and long values in binary form, which is fastest and works for every table
 * whose rows the profile has judged rightly. When PostgreSQL refuses a row all the same, no row is there, and the table is
 * copied again in batches that isolate each refused row.
 */
export async function copyTable(
  copied: CopiedTable,
  rejects: RejectWriter,
  options: TableCopyOptions,
): Promise<CopyOutcome> {
  const { table } = copied
  let told = 0
  const onRows = (rows: number) => {
    told += rows
    options.onRows(rows)
  }
  const copyAll = isWorthFreezing(table) ? copyFrozen : copyAtOnce
  try {
    return await copyAll(copied, { ...options, onRows })
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    options.onRows(-told)
  }
  const [query, statement] = [lineQuery(table), copyStatement(table)]
  return await copyWithRejects(copied, query, statement, rejects, options)
}

function copyStatement(table: TablePlan, options: readonly string[] = []): string {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target))
  const end = options.length === 0 ? '' : ` with (${options.join(', ')})`
  return `copy ${quoteQualified(table.target)} (${columns.join(', ')}) from stdin${end}`
}

/** FREEZE is allowed because the table is truncated in the same transaction. */
async function copyFrozen(copied: CopiedTable, options: TableCopyOptions): Promise<CopyOutcome> {
  const { table, connection } = copied
  await connection.query('begin')
  try {
    await connection.query(truncate(table))
    const outcome = await copyAtOnce(copied, options, ['freeze'])
    await connection.query('commit')
    return { ...outcome, isFrozen: true }
  } catch (error) {
    // whatever else it is costs the whole table, and whoever loads that rolls back
    if (error instanceof PostgresRefusal) await connection.query('rollback')
    throw error
  }
}

/** One COPY, which takes all rows or none. The next table is read while the server ends it. */
async function copyAtOnce(
  { table, source, connection }: CopiedTable,
  options: TableCopyOptions,
  copyOptions: readonly string[] = [],
): Promise<CopyOutcome> {
  const query = quickestQuery(table)
  const form = query.isBinary ? ['format binary'] : []
  const sink = connection.copyIn(copyStatement(table, [...copyOptions, ...form]))
  await abortedOnError(sink, async () => {
    if (query.isBinary) await sink.write(BINARY_HEADER)
    await sendRows(sink, (await options.ahead.take(table)) ?? options.read(query), options)
    if (query.isBinary) await sink.write(BINARY_TRAILER)
    else await sendLong(sink, source, table, options)
  })
  const ending = sink.end()
  await Promise.allSettled([ending, options.ahead.readNext()])
  return { rowsLoaded: await ending, isFrozen: false, refusedRows: null, isJudged: true }
}

async function abortedOnError(sink: CopySink, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    await sink.abort()
    throw error
  }
}

async function sendRows(
  sink: CopySink,
  batches: AsyncIterable<LineBatch> | Iterable<LineBatch>,
  { onRows }: CopyOptions,
): Promise<void> {
  for await (const batch of batches) {
    await sink.write(batch.lines)
    if (sink.isFlushed()) releaseMemory(batch.lines)
    onRows(batch.rows)
  }
}

async function sendLong(
  sink: CopySink,
  source: SqliteDatabase,
  table: TablePlan,
  { onRows, signal }: CopyOptions,
): Promise<void> {
  const query = longQuery(table)
  if (query === null) return
  for (const line of readLongLines(source, table, query)) {
    signal.throwIfAborted()
    for (const piece of line) {
      await sink.write(piece)
      if (sink.isFlushed()) releaseMemory(piece)
    }
    onRows(1)
  }
}

/** A statement that leaves tables that inherit from this one alone: they have rows of their own. */
export function truncate({ target, partitioned }: TablePlan): string {
  return `truncate ${quoteOwnRows(target, partitioned)}`
}
