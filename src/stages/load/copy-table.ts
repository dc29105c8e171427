import type { CopySink, PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import type { LineBatch, LineQuery } from '../../engines/sqlite/read-lines.ts'
import { quoteIdentifier, quoteOwnRows, quoteQualified } from '../../sql/quote.ts'
import { releaseMemory } from '../../threads/release-memory.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { BINARY_HEADER, BINARY_TRAILER, binaryQuery } from './binary-rows.ts'
import { copyWithRejects } from './copy-with-rejects.ts'
import { loadedColumns } from './encode-line.ts'
import { lineQuery, longQuery } from './line-query.ts'
import type { RefusedRows } from './load-result.ts'
import { readLongLines } from './long-rows.ts'
import type { RefusalOptions } from './refusal-log.ts'
import type { RejectWriter } from './reject-writer.ts'

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

/** What PostgreSQL has taken of a table. */
export interface CopyOutcome {
  readonly rowsLoaded: number
  /** All rows came in one transaction with FREEZE: an index tells of them without a look at the table. */
  readonly isFrozen: boolean
  readonly refusedRows: RefusedRows | null
  /** Every value of the refused rows was judged, so that none hides another. */
  readonly isJudged: boolean
}

/**
 * Copies the loadable rows of one table.
 *
 * First in one transaction with FREEZE, and tables of blobs in binary form, which is fastest and works for every table whose
 * rows the profile has judged rightly. When PostgreSQL refuses a row all the same, the table is emptied and copied again in
 * batches that isolate each refused row.
 */
export async function copyTable(
  copied: CopiedTable,
  rejects: RejectWriter,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const { table, connection } = copied
  let told = 0
  const onRows = (rows: number) => {
    told += rows
    options.onRows(rows)
  }
  try {
    return await copyAtOnce(copied, { ...options, onRows })
  } catch (error) {
    if (!(error instanceof PostgresRefusal)) throw error
    await connection.query('rollback')
    options.onRows(-told)
  }
  const [query, statement] = [lineQuery(table), copyStatement(table, '')]
  return await copyWithRejects(copied, query, statement, rejects, options)
}

function copyStatement(table: TablePlan, options: string): string {
  const columns = loadedColumns(table).map((column) => quoteIdentifier(column.target))
  return `copy ${quoteQualified(table.target)} (${columns.join(', ')}) from stdin${options}`
}

/** FREEZE is allowed because the table is truncated in the same transaction. */
async function copyAtOnce(
  { table, source, connection }: CopiedTable,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const binary = binaryQuery(table)
  await connection.query('begin')
  await connection.query(truncate(table))
  const sink = connection.copyIn(
    copyStatement(table, ` with (freeze${binary === null ? '' : ', format binary'})`),
  )
  await abortedOnError(sink, async () => {
    if (binary === null) {
      await sendRows(sink, lineQuery(table), options)
      await sendLong(sink, source, table, options)
    } else {
      await sink.write(BINARY_HEADER)
      await sendRows(sink, binary, options)
      await sink.write(BINARY_TRAILER)
    }
  })
  const rowsLoaded = await sink.end()
  await connection.query('commit')
  return { rowsLoaded, isFrozen: true, refusedRows: null, isJudged: true }
}

async function abortedOnError(sink: CopySink, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    await sink.abort()
    throw error
  }
}

async function sendRows(sink: CopySink, query: LineQuery, { read, onRows }: CopyOptions): Promise<void> {
  for await (const batch of read(query)) {
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
