import type { PostgresConnection } from '../../engines/postgres/database.ts'
import { PostgresRefusal } from '../../engines/postgres/postgres-error.ts'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { type LineBatch, type LineQuery, readLines } from '../../engines/sqlite/read-lines.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { readCopyContext } from './copy-context.ts'
import type { CopyOptions, CopyOutcome } from './copy-table.ts'
import { describeRefusal, refusedRows } from './describe-refusal.ts'
import type { RejectWriter } from './reject-writer.ts'

/** Small enough that sending a batch again costs little. */
const CAREFUL_BATCH_ROWS = 2_000

/** Copies in batches of their own; each row that PostgreSQL refuses is rejected, and all others are loaded. */
export async function copyWithRejects(
  database: SqliteDatabase,
  connection: PostgresConnection,
  table: TablePlan,
  query: LineQuery,
  statement: string,
  rejects: RejectWriter,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const careful = { ...query, batchRows: Math.min(query.batchRows, CAREFUL_BATCH_ROWS) }
  const identities: string[] = []
  let rowsLoaded = 0
  for await (const batch of readLines(database, careful, options.signal)) {
    const refused = await loadBatch(connection, table, statement, batch)
    for (const { row, refusal } of refused) {
      const { reject, identity } = describeRefusal(database, table, careful, row, refusal, options.showValues)
      await rejects.write(reject)
      identities.push(identity)
    }
    rowsLoaded += batch.rows - refused.length
    options.onRows(batch.rows)
  }
  return { rowsLoaded, refusedRows: refusedRows(table, identities) }
}

interface RefusedRow {
  /** Its place among the rows of the query. */
  readonly row: number
  readonly refusal: PostgresRefusal
}

/**
 * Loads one batch. A failed COPY names the line in its context: the rows before it are sent again, it is set
 * aside, and the work goes on behind it. When no line is named, the batch is halved.
 */
async function loadBatch(
  connection: PostgresConnection,
  table: TablePlan,
  statement: string,
  batch: LineBatch,
): Promise<readonly RefusedRow[]> {
  const refused: RefusedRow[] = []
  const ends = lineEnds(batch.lines)
  const pending: [first: number, end: number][] = [[0, ends.length]]
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const [first, end] = part
    if (first >= end) continue
    const refusal = await tryCopy(connection, statement, slice(batch.lines, ends, first, end))
    if (refusal === null) continue
    const line = end - first === 1 ? first : refusedLine(table, refusal, first, end)
    if (line === null) {
      const middle = (first + end) >> 1
      pending.push([middle, end], [first, middle])
      continue
    }
    refused.push({ row: batch.firstRow + line, refusal })
    pending.push([line + 1, end], [first, line])
  }
  return refused
}

async function tryCopy(
  connection: PostgresConnection,
  statement: string,
  lines: Buffer,
): Promise<PostgresRefusal | null> {
  const sink = connection.copyIn(statement)
  try {
    await sink.write(lines)
    await sink.end()
    return null
  } catch (error) {
    if (error instanceof PostgresRefusal) return error
    throw error
  }
}

function refusedLine(table: TablePlan, refusal: PostgresRefusal, first: number, end: number): number | null {
  const { line } = readCopyContext(table, refusal)
  return line === null || line < 1 || line > end - first ? null : first + line - 1
}

/** The offset behind each newline; the encoder escapes the newlines within values. */
function lineEnds(lines: Buffer): readonly number[] {
  const ends: number[] = []
  for (let at = lines.indexOf(10); at !== -1; at = lines.indexOf(10, at + 1)) ends.push(at + 1)
  return ends
}

function slice(lines: Buffer, ends: readonly number[], first: number, end: number): Buffer {
  return lines.subarray(first === 0 ? 0 : ends[first - 1], ends[end - 1])
}
