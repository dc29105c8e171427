import { Worker } from 'node:worker_threads'
import type { SentError, ThreadMessage } from './serve-requests.ts'
import { YOUNG_GENERATION_MB } from './small-heap.ts'
import { threadFile } from './thread-file.ts'

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
  readonly onProgress: (progress: unknown) => void
}

/** A thread that answers requests in the order in which they were sent. */
export class RequestThread<Request> {
  readonly #worker: Worker
  readonly #revive: (error: SentError) => Error
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #ended: Error | null = null

  /**
   * @param file its first file, which calls `serveRequests`
   * @param revive makes an error of what the thread has sent
   */
  constructor(file: URL, revive: (error: SentError) => Error = plainError) {
    this.#revive = revive
    this.#worker = new Worker(threadFile(file), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    this.#worker.on('message', (message: ThreadMessage) => this.#receive(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', () => this.#fail(new Error('a thread has ended before its answer')))
  }

  get hasEnded(): boolean {
    return this.#ended !== null
  }

  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param transfer memory that goes to the thread instead of being copied
   */
  ask<Answer>(
    request: Request,
    onProgress: (progress: unknown) => void = () => {},
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Answer> {
    this.#last += 1
    const id = this.#last
    return new Promise((resolve, reject) => {
      if (this.#ended !== null) return reject(this.#ended)
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress })
      this.#worker.postMessage({ id, request }, transfer)
    })
  }

  /** Ends the thread; what it has not answered is refused. Never rejects. */
  async end(): Promise<void> {
    this.#fail(new Error('a thread was ended before its answer'))
    await this.#worker.terminate()
  }

  #receive(message: ThreadMessage): void {
    const waiting = this.#waiting.get(message.id)
    if (waiting === undefined) return
    if ('progress' in message) {
      waiting.onProgress(message.progress)
      return
    }
    this.#waiting.delete(message.id)
    if ('error' in message) waiting.reject(this.#revive(message.error))
    else waiting.resolve(message.value)
  }

  #fail(error: unknown): void {
    this.#ended ??= error instanceof Error ? error : new Error(String(error))
    const all = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const { reject } of all) reject(this.#ended)
  }
}

function plainError({ message, name, stack }: SentError): Error {
  return Object.assign(new Error(message), { name, ...(stack === null ? {} : { stack }) })
}
