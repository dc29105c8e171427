import type { Context } from './context.ts'

/** Shows the events of a run to a person. */
export interface ProgressDisplay {
  readonly emit: Context['emit']
  /** Leaves the screen clean; nothing may be emitted after it. */
  readonly close: () => void
}

/** In milliseconds; only differences count. */
export type Clock = () => number
