import { formatCount } from './amount.ts'
import type { ProgressEvent, Stage } from './context.ts'

/** How far the stage at work has come. */
export interface StageMeter {
  readonly stage: Stage
  readonly rows: number
  readonly totalRows: number | null
  /** In milliseconds, on the clock that `advance` is given. */
  readonly startedAt: number
}

/** The state after `event`. Rows that a stage reports add up. */
export function advance(meter: StageMeter | null, event: ProgressEvent, now: number): StageMeter | null {
  switch (event.type) {
    case 'stage-started':
      return { stage: event.stage, rows: 0, totalRows: event.totalRows, startedAt: now }
    case 'rows-done':
      return meter?.stage === event.stage ? { ...meter, rows: meter.rows + event.rows } : meter
    case 'stage-finished':
      return meter?.stage === event.stage ? null : meter
    case 'note':
      return meter
    default:
      return event satisfies never
  }
}

/** `1,200,000 of 3,700,000 rows, 812,345 rows/s`; null while no row is known. */
export function describeMeter({ rows, totalRows, startedAt }: StageMeter, now: number): string | null {
  if (rows === 0 && totalRows === null) return null
  const total = totalRows === null ? '' : ` of ${formatCount(totalRows)}`
  return `${formatCount(rows)}${total} rows, ${describeRate(rows, now - startedAt)}`
}

/** `3,700,000 rows in 4.6 s, 804,347 rows/s`, or `in 4.6 s` where no rows were counted. */
export function describeFinish(rows: number, durationMs: number): string {
  const duration = `in ${formatDuration(durationMs)}`
  return rows === 0 ? duration : `${formatCount(rows)} rows ${duration}, ${describeRate(rows, durationMs)}`
}

function describeRate(rows: number, durationMs: number): string {
  return `${formatCount(durationMs > 0 ? Math.round((rows * 1000) / durationMs) : rows)} rows/s`
}

function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`
  return `${Math.floor(durationMs / 60_000)} min ${Math.floor((durationMs % 60_000) / 1000)} s`
}
