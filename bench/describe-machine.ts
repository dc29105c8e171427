import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What the figures depend on, a line each. */
export function describeMachine(): readonly string[] {
  const [processor] = cpus()
  return [
    `${availableParallelism()} cores of ${processor?.model.trim() ?? 'an unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB of memory, ${type()} ${release()}`,
    `load of the machine when the benchmark began: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')} (1, 5 and 15 minutes)`,
    `Node ${process.versions.node}; ${versionOf('pgloader', ['--version'])}; sqlite3 ${versionOf('sqlite3', ['--version'])}; ${versionOf('psql', ['--version'])}`,
  ]
}

function versionOf(program: string, args: readonly string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8' }).split('\n')[0]?.slice(0, 60) ?? ''
  } catch {
    return `no ${program}`
  }
}
