import type { History } from './history.ts'
import type { RunRecord } from './run-record.ts'

/** Two months of nightly runs. A plot with more has bars that nobody can tell apart. */
export const MAX_TREND_RUNS = 60

/** The last runs of the history, oldest first, and this run as the last one. */
export function runTrend(
  { runs }: History,
  current: Pick<RunRecord, 'run' | 'result' | 'summary'>,
): RunRecord['trend'] {
  return [...runs.slice(1 - MAX_TREND_RUNS), current].map(({ run, result, summary }) => ({
    number: run.number,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    result,
    new: summary.issues.new,
    remaining: summary.issues.remaining,
    resolved: summary.issues.resolved,
    regressed: summary.issues.regressed,
    rowsRejected: summary.rowsRejected,
  }))
}
