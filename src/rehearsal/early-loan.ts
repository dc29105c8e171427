import { RehearsalError } from '../errors/rehearsal-error.ts'

type Lend<Lent> = (signal: AbortSignal, use: (lent: Lent) => Promise<void>) => Promise<void>

/** What is lent for as long as a function runs, begun before anybody needs it. */
export class EarlyLoan<Lent> {
  readonly #lend: Lend<Lent>
  readonly #signal: AbortSignal
  readonly #givenBack = Promise.withResolvers<void>()
  readonly #unwanted = new AbortController()
  #ready: Promise<Lent>
  #ended: Promise<void> = Promise.resolve()
  #isTaken = false

  /** @param lend calls `use` once, and ends soon when its signal is aborted before */
  constructor(lend: Lend<Lent>, signal: AbortSignal) {
    this.#lend = lend
    this.#signal = AbortSignal.any([signal, this.#unwanted.signal])
    this.#ready = this.#begin()
  }

  /**
   * Waits for it. A server that could not be reached early is tried again: while the source is measured nobody may have
   * had the time to answer it before its connection was given up. Other failures would only be repeated.
   *
   * @throws what `lend` throws
   */
  async take(): Promise<Lent> {
    this.#isTaken = true
    try {
      return await this.#ready
    } catch (error) {
      this.#signal.throwIfAborted()
      if (!isLate(error)) throw error
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

function isLate(error: unknown): boolean {
  return (
    error instanceof RehearsalError &&
    (error.code === 'postgres-unreachable' || error.code === 'postgres-start-failed')
  )
}
