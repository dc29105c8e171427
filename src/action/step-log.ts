import { randomUUID } from 'node:crypto'

/**
 * The log of the step. The runner obeys what looks like a command anywhere in it, so text that comes from a database,
 * a server or a file is printed only while commands are stopped.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands
 */
export class StepLog {
  readonly #write: (text: string) => unknown
  /** Resumes the commands; nobody can guess it. Null while they are obeyed. */
  #token: string | null = null

  constructor(write: (text: string) => unknown) {
    this.#write = write
  }

  /** Does `work`, which may print whole lines of any text. */
  async withoutCommands<T>(work: (print: (lines: string) => void) => Promise<T>): Promise<T> {
    this.#token = randomUUID()
    this.#write(`::stop-commands::${this.#token}\n`)
    try {
      return await work((lines) => this.#write(lines))
    } finally {
      this.resumeCommands()
    }
  }

  /** For a program that must end in the middle of the work. */
  resumeCommands(): void {
    if (this.#token !== null) this.#write(`::${this.#token}::\n`)
    this.#token = null
  }
}
