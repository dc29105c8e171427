/**
 * Waits for work over sessions that an abort ends, so that none of it goes on waiting.
 *
 * @param end ends the sessions; called once, when `signal` is aborted
 * @throws the reason of `signal` once it is aborted, whatever the ended sessions say; what `work` throws
 */
export async function untilAborted<T>(
  signal: AbortSignal,
  end: () => void,
  work: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await work()
  } catch (error) {
    // The sessions that the abort has ended fail with errors of their own.
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', end)
  }
}
