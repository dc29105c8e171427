import { parentPort } from 'node:worker_threads'

/** What a thread answers, and the memory that it gives away with it instead of copying it. */
export interface Reply {
  readonly value: unknown
  readonly transfer: readonly ArrayBuffer[]
}

/** An error on its way between threads: a class does not survive it. */
export interface SentError {
  readonly name: string
  readonly message: string
  readonly code: string | null
  readonly stack: string | null
}

export type ThreadMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: SentError }
  /** About a request that is still at work. */
  | { readonly id: number; readonly progress: unknown }

/** A request on its way to who answers it. */
export interface SentRequest<Request> {
  readonly id: number
  readonly request: Request
}

/**
 * Answers the requests that {@link RequestThread} sends, one after the other or at once as `handle` likes. For the first
 * file of a thread.
 */
export function serveRequests<Request>(
  handle: (request: Request, tell: (progress: unknown) => void) => Promise<Reply>,
): void {
  const port = parentPort
  if (port === null) throw new TypeError('this file is for a thread')
  port.on('message', ({ id, request }: SentRequest<Request>) => {
    const tell = (progress: unknown) => port.postMessage({ id, progress } satisfies ThreadMessage)
    handle(request, tell).then(
      ({ value, transfer }) => port.postMessage({ id, value } satisfies ThreadMessage, [...transfer]),
      (error: unknown) => port.postMessage({ id, error: toSent(error) } satisfies ThreadMessage),
    )
  })
}

/**
 * Answers the requests that {@link RequestProcess} sends. For the first file of a process; it ends with the one that
 * started it, as soon as it has answered.
 *
 * @param handle gives the answer, or the promise of it
 */
export function serveProcess<Request>(handle: (request: Request) => unknown): void {
  const send = (message: ThreadMessage) => void process.send?.(message)
  process.on('message', async ({ id, request }: SentRequest<Request>) => {
    try {
      send({ id, value: await handle(request) })
    } catch (error) {
      send({ id, error: toSent(error) })
    }
  })
}

function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null, stack: null }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  return { name: error.name, message: error.message, code, stack: error.stack ?? null }
}
