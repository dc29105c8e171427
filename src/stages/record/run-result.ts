import type { IssueRecord, RunRecord, RunResult, TableRecord } from './run-record.ts'

interface Outcome {
  readonly tables: readonly TableRecord[]
  readonly issues: readonly IssueRecord[]
  readonly summary: RunRecord['summary']
  readonly performance: Pick<RunRecord['performance'], 'verdict'>
}

/** The methodology's thresholds for a partial success. */
const CORE_TABLES_MIGRATED = 0.9
const CRITICAL_CELLS_INTACT = 0.95

/**
 * The verdict on a run that finished, by the methodology's criteria of success.
 *
 * - `complete`: every table migrated, all counts equal, validation passed, no issue of priority HIGH, and the median
 *   query takes less than twice the time of SQLite, where that was measured.
 * - `partial`: validation passed, at least 90 % of the core tables migrated, at least 95 % of their cells
 *   loaded and equal, and a waiver for every issue by which something is lost: those of priority HIGH, and
 *   those of priority MED about rows of a table that did not arrive whole.
 * - `failure`: anything less; so also where the median query takes over five times as long, and a table that did not arrive whole and no issue says why.
 *
 * Other issues of priority MED and LOW lose nothing; they are shown and do not decide. An issue that a remedy has
 * removed is not among them.
 */
export function assessResult({ tables, issues, summary, performance }: Outcome): RunResult {
  const { tablesMigrated, tablesTotal, rowsSource, rowsLoaded, rowsRejected, validation } = summary
  const allArrived = tablesMigrated === tablesTotal && rowsSource === rowsLoaded && validation === 'PASS'
  const isFast = performance.verdict === null || performance.verdict === 'acceptable'
  if (allArrived && isFast && !issues.some(({ priority }) => priority === 'HIGH')) return 'complete'

  if (performance.verdict === 'failed') return 'failure'
  if (validation !== 'PASS' || rowsSource !== rowsLoaded + rowsRejected) return 'failure'
  if (!lossesAreWaived(tables, issues)) return 'failure'
  const core = decisive(tables)
  const enough = migratedShare(core) >= CORE_TABLES_MIGRATED && intactShare(core) >= CRITICAL_CELLS_INTACT
  return enough ? 'partial' : 'failure'
}

/** The core tables. A run that leaves all of them out is judged by the tables that it has: 90 % of nothing prove nothing. */
function decisive(tables: readonly TableRecord[]): readonly TableRecord[] {
  const rehearsed = tables.filter(({ status }) => status !== 'skipped')
  const core = rehearsed.filter((table) => table.core)
  return core.length > 0 ? core : rehearsed
}

function lossesAreWaived(tables: readonly TableRecord[], issues: readonly IssueRecord[]): boolean {
  const harmed = tables.filter(({ status }) => status === 'partial' || status === 'failed')
  const harmedNames = new Set(harmed.map(({ name }) => name))
  const losses = issues.filter(
    (issue) => issue.priority === 'HIGH' || (mayExplainLoss(issue) && harmedNames.has(issue.table ?? '')),
  )
  const explained = new Set(losses.map(({ table }) => table))
  return losses.every(({ waived }) => waived !== null) && harmed.every(({ name }) => explained.has(name))
}

/** Whether rows that did not arrive can be those of the issue. An issue of priority MED without rows refuses none. */
export function mayExplainLoss({ priority, table, rows }: IssueRecord): boolean {
  return table !== null && (priority === 'HIGH' || (priority === 'MED' && rows > 0))
}

function migratedShare(core: readonly TableRecord[]): number {
  return share(core.filter(({ status }) => status === 'migrated').length, core.length)
}

function intactShare(core: readonly TableRecord[]): number {
  let cells = 0
  let intact = 0
  for (const table of core) {
    cells += table.rowsSource * table.columns
    intact += table.cellsCompared - table.mismatches
  }
  return share(intact, cells)
}

/** Nothing of nothing is everything. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
