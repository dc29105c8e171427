import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))

/** The program while it runs. */
export interface RunningCli {
  readonly child: ChildProcess
  /** Resolves when standard error matches. Rejects when the program ends before. */
  readonly says: (pattern: RegExp) => Promise<void>
  readonly ended: Promise<{
    readonly exitCode: number | null
    readonly stderr: string
    readonly stdout: string
  }>
}

/** Starts the real program as a child process, with nothing of this process's environment but PATH and HOME. */
export function startCli(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): RunningCli {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [ENTRY, ...args], {
    cwd,
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const closed = Promise.withResolvers<number | null>()
  child.on('close', (exitCode) => closed.resolve(exitCode))
  return {
    child,
    ended: closed.promise.then((exitCode) => ({ exitCode, stderr, stdout })),
    says: async (pattern) => {
      const heard = Promise.withResolvers<void>()
      const listen = () => pattern.test(stderr) && heard.resolve()
      child.stderr.on('data', listen)
      listen()
      const ended = closed.promise.then(() => {
        throw new Error(`the program ended before it said ${pattern}:\n${stderr}`)
      })
      await Promise.race([heard.promise, ended]).finally(() => child.stderr.off('data', listen))
    },
  }
}

/** The process ids of the servers that a process has started. */
export function serversOf(parent: number): readonly number[] {
  return processIds().filter((pid) => {
    const stat = readStat(pid)
    return stat?.name === 'postgres' && stat.parent === parent
  })
}

/** Whether a process is there and not a zombie. */
export function isRunning(pid: number): boolean {
  const stat = readStat(pid)
  return stat !== null && stat.state !== 'Z'
}

function processIds(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function readStat(
  pid: number,
): { readonly name: string; readonly state: string; readonly parent: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state = '', parent = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')), state, parent: Number(parent) }
  } catch {
    return null
  }
}
