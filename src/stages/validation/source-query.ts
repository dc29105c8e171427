import type { LineQuery } from '../../engines/sqlite/read-lines.ts'
import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import { plainSourceLine, sourceLine, sourceOrder } from './source-line.ts'

const BATCH_BYTES = 512 << 10
const MOST_BATCH_ROWS = 10_000
/** The lines of a batch are one value of SQLite, up to four times their source, and the driver's limit is 512 MB. */
const WORST_BATCH_BYTES = 100 << 20

/**
 * The rows of the source as canonical lines.
 *
 * @param sortedBy the columns whose values decide which rows are partners; none where rows are paired by their places
 * @param rejectedRows a SQLite predicate for rows that are left out; null for none
 */
export function sourceQuery(
  table: TablePlan,
  order: LineQuery['order'],
  sortedBy: readonly ColumnPlan[],
  rejectedRows: string | null,
): LineQuery {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes)
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestRowBytes)
  return {
    table: table.source,
    line: sourceLine(table, sortedBy),
    plain: plainSourceLine(table, sortedBy),
    where: rejectedRows === null ? null : `not (${rejectedRows})`,
    order,
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== 'UTF-8',
  }
}

/** The order that {@link targetLines} gives to the rows of the other side. */
export function sortedOrder(table: TablePlan, order: readonly ColumnPlan[]): LineQuery['order'] {
  return table.order.kind === 'rowid' && table.rowidName !== null
    ? { rowid: table.rowidName }
    : { expressions: sourceOrder(table, order) }
}
