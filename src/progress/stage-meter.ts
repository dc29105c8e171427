import { formatCount } from './amount.ts'
import type { ProgressEvent, Stage } from './context.ts'

/** How far a stage has come. */
export interface StageMeter {
  readonly stage: Stage
  readonly rows: number
  readonly totalRows: number | null
  /** In milliseconds, on the clock that `advance` is given. */
  readonly startedAt: number
}

/** The stages at work, the latest last: the rows are compared while keys are validated, and so two can overlap. */
export class StageMeters {
  readonly #meters = new Map<Stage, StageMeter>()

  /** The stage that began last; null while none is at work. */
  get latest(): StageMeter | null {
    return [...this.#meters.values()].at(-1) ?? null
  }

  /** Rows that a stage reports add up; 0 where it is not at work. */
  rowsOf(stage: Stage): number {
    return this.#meters.get(stage)?.rows ?? 0
  }

  advance(event: ProgressEvent, now: number): void {
    switch (event.type) {
      case 'stage-started':
        this.#meters.delete(event.stage)
        this.#meters.set(event.stage, {
          stage: event.stage,
          rows: 0,
          totalRows: event.totalRows,
          startedAt: now,
        })
        return
      case 'rows-done': {
        const meter = this.#meters.get(event.stage)
        if (meter !== undefined) {
          this.#meters.set(event.stage, { ...meter, rows: meter.rows + event.rows })
        }
        return
      }
      case 'stage-finished':
        this.#meters.delete(event.stage)
        return
      case 'note':
        return
      default:
        event satisfies never
    }
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
