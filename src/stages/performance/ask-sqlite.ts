import { reviveSqliteError } from '../../engines/sqlite/sqlite-error.ts'
import { RequestProcess, RequestStopped } from '../../threads/request-process.ts'
import type { EngineQuery } from './query.ts'
import type { QueryRequest, SqliteAnswer } from './query-process.ts'

/** `stopped`: it was not finished within its time. */
export type SqliteOutcome = SqliteAnswer | { readonly kind: 'stopped'; readonly milliseconds: number }

/** Milliseconds. Where it does not start in them, the first query says so. */
const START_TIMEOUT = 30_000

/**
 * Asks SQLite in a process of its own, because a query can only be stopped there with its process. It is timed in there.
 */
export class SqliteAsker {
  readonly #path: string
  readonly #signal: AbortSignal
  #isStarted = false
  readonly #process = new RequestProcess<QueryRequest>(
    new URL('./query-process.ts', import.meta.url),
    reviveSqliteError,
  )

  constructor(path: string, signal: AbortSignal) {
    this.#path = path
    this.#signal = signal
  }

  /** Waits until the process has started, which is no part of what a query takes. */
  async start(): Promise<void> {
    await this.#ask({ path: this.#path, query: { sql: 'select 1', values: [] }, rows: false }, START_TIMEOUT)
    this.#isStarted = true
  }

  /**
   * All rows of a query.
   *
   * @param timeout milliseconds after which it is stopped
   */
  async rows(query: EngineQuery, timeout: number): Promise<SqliteOutcome> {
    // it was stopped with the query before
    if (!this.#isStarted) await this.start()
    return await this.#ask({ path: this.#path, query, rows: true }, timeout)
  }

  /** How many milliseconds a query takes; null where it does not answer in time. */
  async time(query: EngineQuery, timeout: number): Promise<number | null> {
    const answer = await this.#ask({ path: this.#path, query, rows: false }, timeout)
    return answer.kind === 'rows' ? answer.milliseconds : null
  }

  /** Ends the process. */
  close(): void {
    this.#process.end()
  }

  async #ask(request: QueryRequest, timeout: number): Promise<SqliteOutcome> {
    try {
      return await this.#process.ask<SqliteAnswer>(request, timeout, this.#signal)
    } catch (error) {
      if (!(error instanceof RequestStopped)) throw error
      this.#isStarted = false
      if (error.why === 'timeout') return { kind: 'stopped', milliseconds: timeout }
      return { kind: 'refused', reason: `SQLite gave no answer: ${error.message}` }
    }
  }
}
