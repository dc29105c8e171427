/** What is lent for as long as a function runs, begun before anybody needs it. */
export class EarlyLoan<Lent> {
  readonly #ready = Promise.withResolvers<Lent>()
  readonly #givenBack = Promise.withResolvers<void>()
  readonly #unwanted = new AbortController()
  readonly #ended: Promise<void>
  #isTaken = false

  /** @param lend calls `use` once, and ends soon when its signal is aborted before */
  constructor(
    lend: (signal: AbortSignal, use: (lent: Lent) => Promise<void>) => Promise<void>,
    signal: AbortSignal,
  ) {
    // who does not take it does not hear of its failure either
    this.#ready.promise.catch(() => {})
    this.#ended = lend(AbortSignal.any([signal, this.#unwanted.signal]), async (lent) => {
      this.#ready.resolve(lent)
      await this.#givenBack.promise
    })
    this.#ended.catch((error: unknown) => this.#ready.reject(error))
  }

  /** Waits for it. @throws what `lend` throws */
  take(): Promise<Lent> {
    this.#isTaken = true
    return this.#ready.promise
  }

  /** Ends the loan, also one that nobody has taken. @throws what `lend` throws behind `use` */
  async giveBack(): Promise<void> {
    this.#givenBack.resolve()
    if (!this.#isTaken) this.#unwanted.abort()
    await this.#ended.catch((error: unknown) => {
      if (this.#isTaken) throw error
    })
  }
}
