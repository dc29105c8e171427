import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Child {
  readonly process: ChildProcess
  /** The first line that it printed, as JSON. */
  readonly message: unknown
  /** Its exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals | null>
}

/** Starts a script of this folder in a process of its own and waits for the first line that it prints. */
export async function startChild(
  script: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<Child> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...options,
  })
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal)
  if (child.stdout === null) throw new TypeError('The child has no output.')
  const lines = createInterface(child.stdout)
  const line = await Promise.race([once(lines, 'line'), exited])
  if (!Array.isArray(line)) throw new Error(`The child has ended with ${line}.`)
  return { process: child, message: JSON.parse(String(line[0])), exited }
}
