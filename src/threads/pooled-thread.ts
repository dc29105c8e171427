import { type Reply, serveRequests } from './serve-requests.ts'

// The first file of the threads of a pool: see thread-pool.ts.

/** A request, and the module that answers it. */
export interface PooledRequest {
  /** The URL of a {@link Handler}. */
  readonly handler: string
  /** Null where the module is only to be read. */
  readonly request: unknown
}

/** What such a module exports. What it keeps between requests stays for as long as the thread. */
export interface Handler<Request> {
  readonly handle: (request: Request, tell: (progress: unknown) => void) => Promise<Reply>
}

const loaded = new Map<string, Handler<unknown>>()

serveRequests<PooledRequest>(async ({ handler, request }, tell) => {
  const module = loaded.get(handler) ?? ((await import(handler)) as Handler<unknown>)
  loaded.set(handler, module)
  return request === null ? { value: null, transfer: [] } : await module.handle(request, tell)
})
