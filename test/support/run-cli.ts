import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

export interface CliRun {
  readonly exitCode: number | null
  /** The signal that ended the process, when it did not end by itself. */
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly cwd: string
  readonly environment?: Readonly<Record<string, string>>
  /** Options for Node itself, before the program. */
  readonly nodeOptions?: readonly string[]
  /** A file descriptor instead of a pipe; `stdout` of the run is empty then. */
  readonly stdout?: number
}

export interface RunningCli {
  readonly child: ChildProcess
  readonly finished: Promise<CliRun>
  /** Resolves when standard error matches. Rejects when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<void>
}

/** Runs the real program as a child process, with nothing of this process's environment but PATH and HOME. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliRun> {
  return startCli(args, options).finished
}

/** The same, for tests that act while it runs. */
export function startCli(args: readonly string[], options: CliOptions): RunningCli {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), ENTRY, ...args], {
    cwd: options.cwd,
    env: { PATH, HOME, ...options.environment },
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const finished = new Promise<CliRun>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, ...output }))
  })
  return { child, finished, says: (pattern) => heard(pattern, child, output, finished) }
}

async function heard(
  pattern: RegExp,
  child: ChildProcess,
  output: { readonly stderr: string },
  finished: Promise<CliRun>,
): Promise<void> {
  const said = Promise.withResolvers<void>()
  const listen = () => pattern.test(output.stderr) && said.resolve()
  child.stderr?.on('data', listen)
  listen()
  const ended = finished.then(({ stderr }) => {
    throw new Error(`the program ended before it said ${pattern}:\n${stderr}`)
  })
  await Promise.race([said.promise, ended]).finally(() => child.stderr?.off('data', listen))
}
