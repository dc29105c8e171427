import { readdirSync, readFileSync } from 'node:fs'

/** The process ids of the servers that a process has started. */
export function serversOf(parent: number): readonly number[] {
  return processIds().filter((pid) => {
    const stat = readStat(pid)
    return stat?.name === 'postgres' && stat.parent === parent
  })
}

/** The process ids of all that a process has started and that goes on. */
export function childrenOf(parent: number): readonly number[] {
  return processIds().filter((pid) => {
    const stat = readStat(pid)
    return stat?.parent === parent && stat.state !== 'Z'
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
