import type { Context, Stage } from '../progress/context.ts'

/** Runs the stages of a run, tells when each begins and ends, and keeps how long it took. */
export class StageClock {
  readonly #context: Context
  readonly #durations: Partial<Record<Stage, number>> = {}
  #begun: { readonly stage: Stage; readonly at: number } | null = null

  constructor(context: Context) {
    this.#context = context
  }

  /** In milliseconds; a stage that has not run is not among them. */
  get durations(): Readonly<Partial<Record<Stage, number>>> {
    return this.#durations
  }

  /**
   * Runs one stage between its two events. One that fails has a duration, and no end.
   *
   * @param totalRows of which it tells how many are done; null where that is not known
   */
  async run<T>(stage: Stage, totalRows: number | null, work: () => Promise<T>): Promise<T> {
    this.#context.signal.throwIfAborted()
    this.#context.emit({ type: 'stage-started', stage, totalRows })
    const startedAt = performance.now()
    const read = () => this.#read(stage, startedAt)
    const result = await work().finally(read)
    this.#context.emit({ type: 'stage-finished', stage, durationMs: read() })
    return result
  }

  /** Begins a stage that lends what it makes, and so ends before its function does. */
  begin(stage: Stage): void {
    this.#context.signal.throwIfAborted()
    this.#begun = { stage, at: performance.now() }
    this.#context.emit({ type: 'stage-started', stage, totalRows: null })
  }

  /** Ends the stage that was begun, if it has not ended. */
  end(): void {
    if (this.#begun === null) return
    const { stage, at } = this.#begun
    this.#begun = null
    this.#context.emit({ type: 'stage-finished', stage, durationMs: this.#read(stage, at) })
  }

  /** Keeps how long the stage took that was begun and has not ended, because it failed: it has no end to tell of. */
  stop(): void {
    if (this.#begun !== null) this.#read(this.#begun.stage, this.#begun.at)
    this.#begun = null
  }

  #read(stage: Stage, startedAt: number): number {
    const durationMs = Math.round(performance.now() - startedAt)
    this.#durations[stage] = durationMs
    return durationMs
  }
}
