import type { ColumnPlan, TablePlan } from '../plan/migration-plan.ts'
import type { CanonicalValue } from './canonical-form.ts'
import { canonicalValue } from './canonical-value.ts'
import type { LineCursor } from './line-cursor.ts'

/** A line, read by the conversions of its columns. */
export interface Row {
  /** The length of its line with the newline. */
  readonly bytes: number
  readonly values: readonly CanonicalValue[]
}

const TAB = 9

/** The next row of one side; null at the end. */
export async function peekRow(cursor: LineCursor, table: TablePlan): Promise<Row | null> {
  const line = await cursor.peek()
  if (line === null) return null
  const values: CanonicalValue[] = []
  let start = 0
  for (const column of table.columns) {
    const tab = line.indexOf(TAB, start)
    const end = tab === -1 ? line.length : tab
    values.push(canonicalValue(line.subarray(start, end), column))
    start = end + 1
  }
  return { bytes: line.length + 1, values }
}

export function differingColumns(a: Row, b: Row, table: TablePlan): readonly ColumnPlan[] {
  return table.columns.filter((_, index) => a.values[index] !== b.values[index])
}
