import type { PooledThread, ThreadPool } from '../../threads/thread-pool.ts'
import type { LineAnswer, LineRequest } from './line-thread.ts'
import type { LineBatch, LineQuery } from './read-lines.ts'
import type { AttachedSet } from './row-identities.ts'

const HANDLER = new URL('./line-thread.ts', import.meta.url)
/** Batches that a thread reads ahead. */
const READ_AHEAD = 2
/** For less, a thread costs more than it spares. */
const WORTH_THREAD_BYTES = 16 << 20

/**
 * Whether a table is so large that it pays to read it apart.
 *
 * @param table `meanRowBytes` of a row as it is read
 */
export function isWorthThread(table: { readonly rowCount: number; readonly meanRowBytes: number }): boolean {
  return table.rowCount * table.meanRowBytes >= WORTH_THREAD_BYTES
}

/**
 * Reads as `readLines` does, from a connection of its own in a thread of the pool: so SQLite works while PostgreSQL does.
 * The buffers of the lines change hands and are not copied. What is not taken holds the reading up.
 *
 * @param sets what the predicate of the query needs beside the database
 * @throws the driver's error, and the reason of `signal`
 */
export async function* readLinesApart(
  threads: ThreadPool,
  path: string,
  query: LineQuery,
  sets: readonly AttachedSet[],
  signal: AbortSignal,
): AsyncGenerator<LineBatch> {
  const thread = await threads.take(signal)
  const ahead: Promise<LineAnswer>[] = []
  try {
    await ask(thread, { kind: 'open', path, query, sets })
    const most = query.batchRows === 1 ? 1 : READ_AHEAD
    for (;;) {
      while (ahead.length < most) ahead.push(askNext(thread))
      const batch = await ahead.shift()
      signal.throwIfAborted()
      if (batch === undefined || batch === null) return
      yield { ...batch, lines: Buffer.from(batch.lines.buffer) }
    }
  } finally {
    await Promise.allSettled([...ahead, ask(thread, { kind: 'close' })])
    threads.giveBack(thread)
  }
}

function ask(thread: PooledThread, request: LineRequest): Promise<LineAnswer> {
  return thread.ask<LineRequest, LineAnswer>(HANDLER, request)
}

/** Who is not waited for any more may fail in silence. */
function askNext(thread: PooledThread): Promise<LineAnswer> {
  const answer = ask(thread, { kind: 'next' })
  answer.catch(() => {})
  return answer
}
