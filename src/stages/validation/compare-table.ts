import type { PostgresConnection } from '../../engines/postgres/database.ts'
import type { LineBatch, LineQuery } from '../../engines/sqlite/read-lines.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { LineCursor } from './line-cursor.ts'
import { mergeRows, type RowComparison } from './merge-rows.ts'
import { plainSourceLine, sourceLine, sourceOrder } from './source-line.ts'
import { targetLines } from './target-line.ts'

const BATCH_BYTES = 512 << 10
const MOST_BATCH_ROWS = 10_000
/** The lines of a batch are one value of SQLite, up to four times their source, and the driver's limit is 512 MB. */
const WORST_BATCH_BYTES = 100 << 20

/** PostgreSQL counts what is selected and what it is sorted by. https://www.postgresql.org/docs/current/limits.html */
const MOST_TARGET_ENTRIES = 1664

export interface CompareOptions {
  /** A SQLite predicate for the rows that are not expected in the target; null when all are. */
  readonly rejectedRows: string | null
  /** A PostgreSQL predicate for the rows of the target that are compared; null when all are. */
  readonly targetRows: string | null
  /** Reads the lines of the source. */
  readonly read: (query: LineQuery) => AsyncGenerator<LineBatch>
  readonly onRows: (rows: number) => void
}

/**
 * Compares every cell of one table: the rows of both sides, in the same order, as lines.
 *
 * Lines that are equal as bytes are equal as values, because the text of a line tells its values apart. A line
 * that differs is read by its conversions, and only then is it judged.
 */
export async function compareTable(
  connection: PostgresConnection,
  table: TablePlan,
  options: CompareOptions,
): Promise<RowComparison> {
  const order = orderColumns(table)
  const source = new LineCursor(sourcePieces(table, order, options))
  const target = new LineCursor(connection.copyOut(targetLines(table, order, options.targetRows)))
  try {
    return await mergeRows(source, target, table, order)
  } finally {
    await source.close()
    await target.close()
  }
}

/** The columns that put both sides into the same order. */
function orderColumns(table: TablePlan): readonly ColumnPlan[] {
  const { order } = table
  switch (order.kind) {
    case 'rowid':
      return table.columns.filter(({ source }) => source === order.column)
    case 'key':
      return order.columns.flatMap((name) => table.columns.filter(({ source }) => source === name))
    case 'all':
      return table.columns.slice(0, Math.max(1, MOST_TARGET_ENTRIES - table.columns.length))
    default:
      return order satisfies never
  }
}

async function* sourcePieces(
  table: TablePlan,
  order: readonly ColumnPlan[],
  options: CompareOptions,
): AsyncGenerator<Buffer> {
  for await (const batch of options.read(sourceQuery(table, order, options))) {
    options.onRows(batch.rows)
    yield batch.lines
  }
}

function sourceQuery(table: TablePlan, order: readonly ColumnPlan[], options: CompareOptions): LineQuery {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes)
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes)
  return {
    table: table.source,
    line: sourceLine(table),
    plain: plainSourceLine(table),
    where: options.rejectedRows === null ? null : `not (${options.rejectedRows})`,
    order:
      table.order.kind === 'rowid' && table.rowidName !== null
        ? { rowid: table.rowidName }
        : { expressions: sourceOrder(table, order) },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== 'UTF-8',
  }
}
