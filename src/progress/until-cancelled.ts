/**
 * What `work` gives; or the reason of `signal`, as soon as it is aborted. Requests, their retries, the waiting for limits
 * and for a server that says nothing cannot all be stopped: what goes on then goes on for nobody, until the process ends.
 */
export async function untilCancelled<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  const cancelled = Promise.withResolvers<never>()
  const cancel = () => cancelled.reject(signal.reason)
  signal.addEventListener('abort', cancel, { once: true })
  try {
    // the race listens to both, so neither is rejected unheard
    return await Promise.race([work(), cancelled.promise])
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
