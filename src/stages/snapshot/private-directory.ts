import { createHash } from 'node:crypto'
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { getuid, kill, pid } from 'node:process'

/** Owns a directory that only this user can enter. It is removed at the end, also after an error. */
export async function withPrivateDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  await sweepLeftovers()
  const directory = await mkdtemp(join(tmpdir(), `${PREFIX}${pid}-`))
  try {
    return await use(directory)
  } finally {
    await remove(directory)
  }
}

/** A process id means something on its own machine only, and containers can share a temporary folder. */
const PREFIX = `pg-rehearsal-snapshot-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`

/** Removes what runs left behind that were killed. */
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN
    if (Number.isNaN(owner) || isRunning(owner)) continue
    const path = join(tmpdir(), name)
    if (await isOurs(path)) await remove(path)
  }
}

function isRunning(owner: number): boolean {
  try {
    kill(owner, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Never follows or removes what another user has put there under our name. */
async function isOurs(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null)
  if (found === null || !found.isDirectory()) return false
  return getuid === undefined || found.uid === getuid()
}

async function remove(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 3 })
}
