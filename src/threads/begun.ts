/** Work that goes on beside other work: begun by the first who asks for it, and never waited for in vain. */
export class Begun<T> {
  readonly #work: () => Promise<T>
  #promise: Promise<T> | null = null

  constructor(work: () => Promise<T>) {
    this.#work = work
  }

  /** What comes of it; null where nobody has asked. */
  get begun(): Promise<T> | null {
    return this.#promise
  }

  begin(): Promise<T> {
    if (this.#promise === null) {
      this.#promise = this.#work()
      // may fail before anyone waits for it
      this.#promise.catch(() => {})
    }
    return this.#promise
  }

  /** Waits for its end, whatever it is, or until the run is cancelled. Never rejects. */
  async settled(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const cancelled = Promise.withResolvers<void>()
    const onAbort = () => cancelled.resolve()
    signal.addEventListener('abort', onAbort, { once: true })
    await Promise.race([Promise.allSettled([this.#promise]), cancelled.promise])
    signal.removeEventListener('abort', onAbort)
  }
}
