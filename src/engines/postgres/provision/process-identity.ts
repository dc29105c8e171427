import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** One process, told apart from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number
  readonly host: string
  /** When it started, in the words of the operating system. */
  readonly started: string
}

/** Milliseconds that a process gets to end by itself. */
const END_TIMEOUT_MS = 5_000

/** The process with this number on this machine; `null` when there is none. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const started = startOf(pid)
  return started === null ? null : { pid, host: hostname(), started }
}

/** Processes of other machines count as running: nothing is known about them. */
export function isRunning(identity: ProcessIdentity): boolean {
  return identity.host !== hostname() || startOf(identity.pid) === identity.started
}

/**
 * Asks a process of this machine to quit, waits for it, and kills it when it does not. Blocks, because a process that
 * is itself ending cannot await.
 */
export function endProcess(identity: ProcessIdentity): void {
  if (identity.host !== hostname()) return
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    if (!isRunning(identity)) return
    try {
      process.kill(identity.pid, signal)
    } catch {
      // It has ended in this very moment, or is not ours to end.
    }
    waitWhileRunning(identity)
  }
}

function waitWhileRunning(identity: ProcessIdentity): void {
  const deadline = Date.now() + END_TIMEOUT_MS
  while (isRunning(identity) && Date.now() < deadline) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  }
}

/** `null` for a process that has ended, also when nobody has asked for its exit code yet. */
function startOf(pid: number): string | null {
  try {
    switch (process.platform) {
      case 'linux':
        return startOnLinux(pid)
      case 'win32':
        // Nothing that is quick to ask tells it; a leftover whose number was given away again stays.
        process.kill(pid, 0)
        return 'unknown'
      default:
        return startOnUnix(pid)
    }
  } catch {
    return null
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOnLinux(pid: number): string | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // Field 2 is the name in brackets, which may hold spaces and brackets. Field 3 is the state, 22 the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? null : (fields[19] ?? null)
}

function startOnUnix(pid: number): string | null {
  const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  return line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '')
}
