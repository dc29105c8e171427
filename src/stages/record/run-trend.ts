import * as z from 'zod'
import type { History } from './history.ts'
import { count, milliseconds } from './record-fields.ts'
import type { RunRecord } from './run-record.ts'

/** Two months of nightly runs. A plot with more has bars that nobody can tell apart. */
export const MAX_TREND_RUNS = 60

/** One run of the trend: what a plot over many runs shows of it. */
export const trendRunSchema = z.object({
  number: count().min(1).describe('The number of the run'),
  startedAt: z.string().describe('Start of the run, ISO 8601 in UTC'),
  durationMs: milliseconds('the whole run'),
  result: z.enum(['complete', 'partial', 'failure', 'error']).describe('Its verdict'),
  new: count().describe('Issues never seen before that run'),
  remaining: count().describe('Issues seen before and still open then'),
  resolved: count().describe('Issues that it found resolved'),
  regressed: count().describe('Issues that were back'),
  rowsRejected: count().describe('Rows that could not be loaded'),
})

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
