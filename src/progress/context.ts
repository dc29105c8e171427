/** The stages of a rehearsal, in the order in which they begin; some overlap. */
export const STAGES = [
  'snapshot',
  'catalog',
  'postgres',
  'load',
  'validation',
  'performance',
  'readiness',
] as const

export type Stage = (typeof STAGES)[number]

/** What a stage tells while it works. Counts are rows. */
export type ProgressEvent =
  | { readonly type: 'stage-started'; readonly stage: Stage; readonly totalRows: number | null }
  | { readonly type: 'rows-done'; readonly stage: Stage; readonly table: string; readonly rows: number }
  | { readonly type: 'stage-finished'; readonly stage: Stage; readonly durationMs: number }
  | { readonly type: 'note'; readonly message: string }

/** What every stage is handed: a way to report progress, and the signal that asks it to stop. */
export interface Context {
  readonly emit: (event: ProgressEvent) => void
  readonly signal: AbortSignal
}

/** For work that is a part of a stage and tells of itself nothing; the signal stays. */
export function quietly(context: Context): Context {
  return { ...context, emit: () => {} }
}
