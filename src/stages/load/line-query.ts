import { type LineQuery, storedOrder } from '../../engines/sqlite/read-lines.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { TablePlan } from '../plan/migration-plan.ts'
import { encodeLine } from './encode-line.ts'
import { loadableRows } from './set-aside.ts'

/** Of the source, in one message of COPY: worth a call, and little beside the memory of the process. */
const BATCH_BYTES = 512 << 10
const MOST_BATCH_ROWS = 20_000
/** The lines of a batch are one value of SQLite, up to four times their source, and the driver's limit is 512 MB. */
const WORST_BATCH_BYTES = 100 << 20

/** The rows of a table that can be sent together, as lines of COPY. */
export function lineQuery(table: TablePlan): LineQuery {
  const wanted = Math.floor(BATCH_BYTES / table.meanRowBytes)
  const safe = Math.floor(WORST_BATCH_BYTES / table.largestShortRowBytes)
  const loadable = loadableRows(table)
  return {
    table: table.source,
    line: encodeLine(table),
    where: table.longRows === null ? loadable : `(${loadable ?? '1'}) and not (${table.longRows})`,
    order: storedOrder(table) ?? { expressions: table.keyColumns.map(quoteIdentifier) },
    batchRows: Math.max(1, Math.min(wanted, safe, MOST_BATCH_ROWS)),
    utf16: table.encoding !== 'UTF-8',
  }
}

/** Those that are sent one by one; null where there are none. */
export function longQuery(table: TablePlan): LineQuery | null {
  if (table.longRows === null) return null
  return {
    ...lineQuery(table),
    where: `(${loadableRows(table) ?? '1'}) and ${table.longRows}`,
    batchRows: 1,
  }
}
