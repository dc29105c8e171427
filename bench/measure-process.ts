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

/** https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html */
function memoryOfTree(root: number): number {
  const children = new Map<number, number[]>()
  for (const pid of processes()) {
    const parent = parentOf(pid)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree.reduce((sum, pid) => sum + residentBytes(pid), 0)
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** The fourth field; the second one is a name in parentheses. */
function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`)
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
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
