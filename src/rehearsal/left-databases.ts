import type { LeftDatabase } from '../engines/postgres/server.ts'
import type { Context } from '../progress/context.ts'
import type { RunFacts } from '../stages/record/run-facts.ts'

/** Scratch databases that stay on the server though nobody asked to keep them: each is told once, at once and in the record. */
export class LeftDatabases {
  readonly #emit: Context['emit']
  readonly #messages = new Map<string, string>()

  constructor({ emit }: Context) {
    this.#emit = emit
  }

  readonly tell = ({ name, message }: LeftDatabase): void => {
    if (this.#messages.has(name)) return
    this.#messages.set(name, message)
    this.#emit({ type: 'note', message })
  }

  get warnings(): readonly string[] {
    return [...this.#messages.values()]
  }

  /** Names the database of the run where it is still there. @param keep the settings keep it */
  shown(target: RunFacts['target'], keep: boolean): RunFacts['target'] {
    if (target === null || keep || this.#messages.has(target.database ?? '')) return target
    return { ...target, database: null }
  }
}
