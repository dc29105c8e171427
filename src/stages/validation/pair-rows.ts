import type { TablePlan } from '../plan/migration-plan.ts'
import { type LineCursor, skipEqualLines } from './line-cursor.ts'
import { differingColumns, peekRow } from './read-row.ts'

/**
 * Pairs the rows of both sides by their places alone: the first with the first, and so on to the end.
 *
 * @returns how many rows there are, if each is equal to its partner; null as soon as one is not, which tells only that
 *   the rows must be brought into one order
 */
export async function pairRows(
  source: LineCursor,
  target: LineCursor,
  table: TablePlan,
): Promise<number | null> {
  let rows = 0
  for (;;) {
    rows += await skipEqualLines(source, target)
    const expected = await peekRow(source, table)
    const found = await peekRow(target, table)
    if (expected === null && found === null) return rows
    if (expected === null || found === null) return null
    if (differingColumns(expected, found, table).length > 0) return null
    source.skip(expected.bytes)
    target.skip(found.bytes)
    rows += 1
  }
}
