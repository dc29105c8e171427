import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { SentError, SentRequest, ThreadMessage } from './serve-requests.ts'
import { threadFile } from './thread-file.ts'

/** Milliseconds in which a Ctrl-C that has ended both processes is heard here too. */
const GRACE_MS = 100

/** Why a request has no answer: its time was over, or its process has ended by itself or could not be started. */
export class RequestStopped extends Error {
  readonly why: 'timeout' | 'ended'

  constructor(why: RequestStopped['why'], message: string) {
    super(message)
    this.name = 'RequestStopped'
    this.why = why
  }
}

/**
 * A process that answers one request at a time and can be stopped in the middle of it, whatever it does: a thread that
 * is inside of native code cannot. https://nodejs.org/docs/latest-v24.x/api/worker_threads.html#workerterminate
 *
 * After it was stopped, or has ended by itself, it is started again with the next request. Of the environment it gets the
 * folder of temporary files alone: the rest can hold secrets, and settings of Node that are for its parent.
 */
export class RequestProcess<Request> {
  readonly #file: URL
  readonly #revive: (error: SentError) => Error
  readonly #kill = () => void this.#child?.kill('SIGKILL')
  #child: ChildProcess | null = null
  #last = 0

  /**
   * Starts it, so that it is there when it is asked.
   *
   * @param file its first file, which calls `serveProcess`
   * @param revive makes an error of what the process has sent
   */
  constructor(file: URL, revive: (error: SentError) => Error) {
    this.#file = file
    this.#revive = revive
    this.#child = this.#start()
  }

  /**
   * Sends a request. The caller knows what the answer to it is.
   *
   * @param timeout milliseconds
   * @throws RequestStopped; the reason of the signal; what the process has thrown
   */
  async ask<Answer>(request: Request, timeout: number, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted()
    this.#child ??= this.#start()
    const child = this.#child
    this.#last += 1
    const id = this.#last
    const over = Promise.withResolvers<Answer>()
    const stop = (error: unknown) => {
      this.#forget(child)
      child.kill('SIGKILL')
      over.reject(error)
    }
    const onAbort = () => stop(signal.reason)
    const onTimeout = () => stop(new RequestStopped('timeout', 'A request has taken too long.'))
    const onMessage = (message: ThreadMessage) => {
      if (message.id !== id) return
      if ('error' in message) over.reject(this.#revive(message.error))
      else if ('value' in message) over.resolve(message.value as Answer)
    }
    const onEnd = (how: string) => {
      void delay(GRACE_MS).then(() => stop(new RequestStopped('ended', how)))
    }
    const onExit = (code: number | null, by: string | null) =>
      onEnd(`its process has ended (${by ?? `exit code ${code}`})`)
    const onError = ({ message }: Error) => onEnd(`its process cannot be reached (${message})`)
    const timer = setTimeout(onTimeout, Math.min(timeout, 2 ** 31 - 1))
    signal.addEventListener('abort', onAbort)
    child.on('message', onMessage).on('exit', onExit).on('error', onError)
    try {
      // one that could not be started says so by its error, and may have no channel
      if (child.pid !== undefined) child.send({ id, request } satisfies SentRequest<Request>)
      return await over.promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      child.off('message', onMessage).off('exit', onExit).off('error', onError)
    }
  }

  /** Ends the process. Never rejects. */
  end(): void {
    this.#kill()
    this.#child = null
    process.off('exit', this.#kill)
  }

  #start(): ChildProcess {
    const child = fork(fileURLToPath(threadFile(this.#file)), [], {
      env: { TMPDIR: tmpdir() },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    // one that could not be started has an error and no exit: the next request starts another
    const onGone = () => this.#forget(child)
    child.on('exit', onGone).on('error', onGone)
    process.off('exit', this.#kill)
    process.once('exit', this.#kill)
    return child
  }

  #forget(child: ChildProcess): void {
    if (this.#child === child) this.#child = null
  }
}
