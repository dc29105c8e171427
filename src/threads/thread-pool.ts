import type { PooledRequest } from './pooled-thread.ts'
import { RequestThread } from './request-thread.ts'
import type { SentError } from './serve-requests.ts'
import { threadFile } from './thread-file.ts'

/** A thread that is lent to one borrower at a time. */
export class PooledThread {
  readonly #thread: RequestThread<PooledRequest>

  constructor(revive: (error: SentError) => Error) {
    this.#thread = new RequestThread(new URL('./pooled-thread.ts', import.meta.url), revive)
  }

  get hasEnded(): boolean {
    return this.#thread.hasEnded
  }

  /**
   * Sends a request to the module that answers such requests. The caller knows what the answer is.
   *
   * @param handler a module that exports `handle`, given where it lies beside the one that asks
   */
  ask<Request, Answer>(
    handler: URL,
    request: Request,
    onProgress: (progress: unknown) => void = () => {},
  ): Promise<Answer> {
    return this.#thread.ask<Answer>({ handler: threadFile(handler).href, request }, onProgress)
  }

  /** Has it read a module before it is asked. Whether that is possible shows when it is. */
  prepare(handler: URL): void {
    this.#thread.ask({ handler: threadFile(handler).href, request: null }).catch(() => {})
  }

  /** Ends the thread, in the middle of what it does; nobody borrows it again. Never rejects. */
  end(): Promise<void> {
    return this.#thread.end()
  }
}

/** The threads of a run. They are used again and again: to start one takes 60 ms of processor time (measured). */
export class ThreadPool {
  readonly #most: number
  readonly #revive: (error: SentError) => Error
  readonly #all: PooledThread[] = []
  readonly #free: PooledThread[] = []
  readonly #waiting: ((thread: PooledThread) => void)[] = []

  /**
   * @param most threads at a time
   * @param revive makes an error of what a thread has sent
   */
  constructor(most: number, revive: (error: SentError) => Error) {
    this.#most = most
    this.#revive = revive
  }

  /**
   * Starts all threads, so that they are there when they are asked.
   *
   * @param handler the module that they are going to be asked for first, where it is known
   */
  start(handler: URL | null = null): void {
    while (this.#all.length < this.#most) {
      const thread = this.#add()
      if (handler !== null) thread.prepare(handler)
      this.#free.push(thread)
    }
  }

  /**
   * Borrows a thread, as soon as there is one. Who has borrowed one must not wait for another.
   *
   * @throws the reason of the signal
   */
  async take(signal: AbortSignal): Promise<PooledThread> {
    signal.throwIfAborted()
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#all.length < this.#most) return this.#add()
    return await this.#next(signal)
  }

  /**
   * Borrows a thread for one request. It ends when the run is cancelled: when this throws, nobody is at work on it any more.
   *
   * @param handler as {@link PooledThread.ask} wants it
   * @throws the reason of the signal, or what the thread has thrown
   */
  async ask<Request, Answer>(handler: URL, request: Request, signal: AbortSignal): Promise<Answer> {
    const thread = await this.take(signal)
    const stop = () => void thread.end()
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await thread.ask<Request, Answer>(handler, request)
    } catch (error) {
      await thread.end()
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', stop)
      this.giveBack(thread)
    }
  }

  /** Takes back a thread that has answered all that it was asked. One that has ended makes room for another. */
  giveBack(thread: PooledThread): void {
    if (thread.hasEnded) this.#all.splice(this.#all.indexOf(thread), 1)
    const next = this.#waiting.shift()
    if (next !== undefined) next(thread.hasEnded ? this.#add() : thread)
    else if (!thread.hasEnded) this.#free.push(thread)
  }

  /** Ends all threads. Never rejects. */
  async close(): Promise<void> {
    this.#free.length = 0
    await Promise.all(this.#all.splice(0).map((thread) => thread.end()))
  }

  #add(): PooledThread {
    const thread = new PooledThread(this.#revive)
    this.#all.push(thread)
    return thread
  }

  #next(signal: AbortSignal): Promise<PooledThread> {
    const { promise, resolve, reject } = Promise.withResolvers<PooledThread>()
    const onAbort = () => {
      this.#waiting.splice(this.#waiting.indexOf(lend), 1)
      reject(signal.reason)
    }
    const lend = (thread: PooledThread) => {
      signal.removeEventListener('abort', onAbort)
      resolve(thread)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    this.#waiting.push(lend)
    return promise
  }
}
