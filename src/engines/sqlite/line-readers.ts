import { RequestThread } from '../../threads/request-thread.ts'
import type { LineAnswer, LineRequest } from './line-thread.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'
import type { AttachedSet } from './row-identities.ts'
import { reviveSqliteError } from './sqlite-error.ts'

/** Batches that a thread reads ahead. */
const READ_AHEAD = 2

/**
 * Threads that read lines, so that SQLite works while PostgreSQL does. A thread is made when all of them are busy; the
 * buffers of the lines change hands and are not copied. What is not taken holds the reading up.
 */
export class LineReaders {
  readonly #idle: RequestThread<LineRequest>[] = []

  /**
   * Reads as `readLines` does, from a connection of its own.
   *
   * @param sets what the predicate of the query needs beside the database
   * @throws the driver's error, and the reason of `signal`
   */
  async *read(
    path: string,
    query: LineQuery,
    sets: readonly AttachedSet[],
    signal: AbortSignal,
  ): AsyncGenerator<LineBatch> {
    const thread =
      this.#idle.pop() ??
      new RequestThread<LineRequest>(new URL('./line-thread.ts', import.meta.url), reviveSqliteError)
    const ahead: Promise<LineAnswer>[] = []
    try {
      await thread.ask({ kind: 'open', path, query, sets })
      const most = query.batchRows === 1 ? 1 : READ_AHEAD
      for (;;) {
        while (ahead.length < most) ahead.push(askNext(thread))
        const batch = await ahead.shift()
        signal.throwIfAborted()
        if (batch === undefined || batch === null) return
        yield { ...batch, lines: Buffer.from(batch.lines.buffer) }
      }
    } finally {
      await Promise.allSettled([...ahead, thread.ask({ kind: 'close' })])
      this.#idle.push(thread)
    }
  }

  /** Ends the threads that nobody reads from. Never rejects. */
  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((thread) => thread.end()))
  }
}

/** Who is not waited for any more may fail in silence. */
function askNext(thread: RequestThread<LineRequest>): Promise<LineAnswer> {
  const answer = thread.ask<LineAnswer>({ kind: 'next' })
  answer.catch(() => {})
  return answer
}
