import { setImmediate } from 'node:timers/promises'
import type { SqliteDatabase } from '../../engines/sqlite/open-sqlite.ts'
import { ALL_ROWS, type OrderedTable, RowChunks, type RowRange } from '../../engines/sqlite/row-chunks.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import type { Context } from '../../progress/context.ts'
import { quoteIdentifier } from '../../sql/quote.ts'
import type { UnreadColumn } from './catalog.ts'
import type { ColumnProfile } from './column-profile.ts'
import { lostWith } from './leave-out-columns.ts'
import { EMPTY_PROFILE, mergeProfiles } from './merge-profiles.ts'
import { stepThrough } from './step-through.ts'
import type { TableMeter } from './table-meter.ts'
import type { TableStructure } from './table-structure.ts'

export interface TableProfile {
  /** In the order of the columns. */
  readonly profiles: readonly ColumnProfile[]
  /** Rows that could be read. */
  readonly rowCount: number
  /** Generated columns that SQLite cannot compute: the table is taken without them. */
  readonly unreadColumns: readonly UnreadColumn[]
  readonly issues: readonly Issue[]
}

/**
 * Measures every value of a table. Rows that SQLite cannot read are left out, and an issue says so.
 *
 * @param meter of this table; what it has learned of one range serves the next
 * @param range the rows to measure
 */
export async function profileTable(
  database: SqliteDatabase,
  table: TableStructure,
  meter: TableMeter,
  context: Context,
  range: RowRange = ALL_ROWS,
): Promise<TableProfile> {
  const chunks = new RowChunks(database, ordered(table), range)
  let profiles: readonly ColumnProfile[] = table.columns.map(() => EMPTY_PROFILE)
  let rowCount = 0
  let unreadRows = 0
  let isCut = false
  for (const step of stepThrough(chunks, meter)) {
    if (step.kind === 'measured') {
      const { rows, profiles: found } = step.profile
      profiles = profiles.map((sum, index) => mergeProfiles(sum, found[index] ?? EMPTY_PROFILE))
      rowCount += rows
      context.emit({ type: 'rows-done', stage: 'catalog', table: table.name, rows })
    } else if (step.kind === 'row-unread') unreadRows += 1
    else isCut = true
    await setImmediate()
    context.signal.throwIfAborted()
  }
  return {
    profiles,
    rowCount,
    unreadColumns: meter.unreadColumns,
    issues: [
      ...describeUnreadColumns(table, meter.unreadColumns),
      ...describeUnreadRows(table, rowCount, unreadRows, isCut),
    ],
  }
}

/** How the rows of a table lie. */
export function ordered({ name, storageKey, withoutRowid }: TableStructure): OrderedTable {
  return { name, key: storageKey, isRowid: !withoutRowid && storageKey.length > 0 }
}

/** Such a column holds no value of its own, so all rows of the table are there without it. */
function describeUnreadColumns(table: TableStructure, columns: readonly UnreadColumn[]): readonly Issue[] {
  return columns.map(({ name, reason }) => {
    const lost = lostWith(table, name)
    const withIt = lost.length === 0 ? '' : `, with ${lost.join(', ')}`
    return issue('source-read-failed', {
      table: table.name,
      column: name,
      message: `SQLite cannot compute the generated column ${table.name}.${name}: ${reason}; it is left out of the target${withIt}`,
      remedy: `Nothing is damaged: correct the values on which its expression fails; or drop it with a \`prepare\` script, \`alter table ${quoteIdentifier(table.name)} drop column ${quoteIdentifier(name)}\`, and add it in PostgreSQL; or accept the issue with a waiver.`,
    })
  })
}

function describeUnreadRows(
  table: TableStructure,
  rowCount: number,
  unreadRows: number,
  isCut: boolean,
): readonly Issue[] {
  if (unreadRows === 0 && !isCut) return []
  const lost = [
    ...(unreadRows > 0 ? [`${amount(unreadRows, 'row')} could not be read`] : []),
    ...(isCut ? [`nothing could be read after row ${rowCount + unreadRows}`] : []),
  ]
  return [
    issue('source-read-failed', {
      table: table.name,
      rows: unreadRows,
      message: `The file is damaged in table ${table.name}: ${lost.join(', and ')}; ${rowCount === 1 ? '1 row was' : `${rowCount} rows were`} profiled.`,
    }),
  ]
}
