import { RehearsalError } from '../errors/rehearsal-error.ts'

type Lend<Lent> = (signal: AbortSignal, use: (lent: Lent) => Promise<void>) => Promise<void>

/** What is lent for as long as a function runs, begun before anybody needs it. */
export class EarlyLoan<Lent> {
  readonly #lend: Lend<Lent>
  readonly #signal: AbortSignal
  readonly #listenMs: number
  readonly #givenBack = Promise.withResolvers<void>()
  readonly #unwanted = new AbortController()
  #ready: Promise<Lent>
  #ended: Promise<void> = Promise.resolve()
  #isTaken = false

  /**
   * @param lend calls `use` once, and ends soon when its signal is aborted before
   * @param listenMs milliseconds in which a server answers a process that has nothing else to do
   */
  constructor(lend: Lend<Lent>, signal: AbortSignal, listenMs = 5000) {
    this.#lend = lend
    this.#listenMs = listenMs
    this.#signal = AbortSignal.any([signal, this.#unwanted.signal])
    this.#ready = this.#begin()
  }

  /**
   * Waits for it. A server whose time was over as soon as somebody waited for it is tried again: while the source is
   * measured this process may have had no time to listen. Every other failure would only be repeated: a wrong address,
   * a wrong password, a server that does not start or has been listened to long enough.
   *
   * @throws what `lend` throws
   */
  async take(): Promise<Lent> {
    this.#isTaken = true
    const since = performance.now()
    try {
      return await this.#ready
    } catch (error) {
      this.#signal.throwIfAborted()
      const wasListened = performance.now() - since >= this.#listenMs
      if (wasListened || !(error instanceof RehearsalError && error.timedOut)) throw error
      this.#ready = this.#begin()
      return await this.#ready
    }
  }

  /** Ends the loan, also one that nobody has taken. @throws what `lend` throws behind `use` */
  async giveBack(): Promise<void> {
    this.#givenBack.resolve()
    if (!this.#isTaken) this.#unwanted.abort()
    await this.#ended.catch((error: unknown) => {
      if (this.#isTaken) throw error
    })
  }

  #begin(): Promise<Lent> {
    const ready = Promise.withResolvers<Lent>()
    // who does not take it does not hear of its failure either
    ready.promise.catch(() => {})
    this.#ended = this.#lend(this.#signal, async (lent) => {
      ready.resolve(lent)
      await this.#givenBack.promise
    })
    this.#ended.catch((error: unknown) => ready.reject(error))
    return ready.promise
  }
}
