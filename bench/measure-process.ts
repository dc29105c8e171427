import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** How a command ran. */
export interface Measurement {
  readonly seconds: number
  /** The most that it and all processes below it had in memory at once, in bytes; 0 where the system does not say. */
  readonly peakBytes: number
  readonly exitCode: number | null
  readonly output: string
}

const SAMPLE_MILLISECONDS = 50

/** Runs a command to its end, and looks at the memory of its processes meanwhile. */
export async function measureProcess(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measurement> {
  const started = performance.now()
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => output.push(text))
  }
  let peakBytes = 0
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOfTree(child.pid ?? 0))
  }, SAMPLE_MILLISECONDS)
  const exitCode = await ended(child).finally(() => clearInterval(timer))
  return { seconds: (performance.now() - started) / 1000, peakBytes, exitCode, output: output.join('') }
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
}

/**
 * Looks at no other processes: to go through all of the machine took a twentieth of a processor from those that are measured.
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
 */
function memoryOfTree(root: number): number {
  const tree = [root]
  for (const pid of tree) tree.push(...childrenOf(pid))
  return tree.reduce((sum, pid) => sum + residentBytes(pid), 0)
}

/** Each thread has its own. https://man7.org/linux/man-pages/man5/proc_tid_children.5.html */
function childrenOf(pid: number): readonly number[] {
  return threadsOf(pid).flatMap((thread) => {
    const pids = read(`/proc/${pid}/task/${thread}/children`)?.match(/\d+/g)
    return pids?.map(Number) ?? []
  })
}

function threadsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

const PAGE_BYTES = 4096

function residentBytes(pid: number): number {
  return Number(read(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * PAGE_BYTES
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
