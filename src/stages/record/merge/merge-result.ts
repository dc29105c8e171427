import { worst } from '../order.ts'
import type { RunRecord, RunResult } from '../run-record.ts'
import { assessResult } from '../run-result.ts'
import type { Kind } from './named-record.ts'

/**
 * Shards are one migration: the criteria of success, with their 90 % and 95 %, are applied to what all of them found
 * together, so that the verdict is the one that a single run had given. Legs are migrations of their own, to another
 * server or of another database. One that is no success is not made better by others that are, so the worst stands.
 */
export function mergeResult(
  records: readonly RunRecord[],
  kind: Kind,
  all: Pick<RunRecord, 'tables' | 'issues' | 'summary' | 'performance'>,
): RunResult {
  const worstOfAll = worst<RunResult>(
    records.map(({ result }) => result),
    ['error', 'failure', 'partial', 'complete'],
  )
  if (kind === 'legs' || worstOfAll === 'error' || !knowsCells(all.tables)) return worstOfAll
  return assessResult(all)
}

/** Records of older versions do not say how many columns a table has, and so not which share of its cells arrived. */
function knowsCells(tables: RunRecord['tables']): boolean {
  return tables.every(({ columns, rowsSource }) => rowsSource === 0 || columns > 0)
}
