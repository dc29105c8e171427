import type { PooledThread, ThreadPool } from '../../threads/thread-pool.ts'
import type { ProfileRequest } from './profile-thread.ts'

/** The module that measures in a thread. */
export const HANDLER = new URL('./profile-thread.ts', import.meta.url)

/**
 * Shares parts of tables out among threads, each of which takes the next one when it is done.
 *
 * @param jobs threads at most
 * @param measure asks a thread about one part
 * @throws what `measure` throws; the reason of the signal when it is aborted, and then the threads end in the middle of what
 *   they do
 */
export async function shareOut<Part>(
  parts: readonly Part[],
  threads: ThreadPool,
  jobs: number,
  signal: AbortSignal,
  measure: (thread: PooledThread, part: Part) => Promise<void>,
): Promise<void> {
  const queue = parts.values()
  const borrowed: PooledThread[] = []
  const work = async () => {
    const thread = await threads.take(signal)
    borrowed.push(thread)
    for (const part of queue) {
      signal.throwIfAborted()
      await measure(thread, part)
    }
    await thread.ask<ProfileRequest, null>(HANDLER, { kind: 'close' })
  }
  const stop = () => void Promise.all(borrowed.map((thread) => thread.end()))
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.all(Array.from({ length: Math.min(jobs, parts.length) }, work))
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
    for (const thread of borrowed) threads.giveBack(thread)
  }
}
