import { createHash } from 'node:crypto'
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { getuid, kill, pid } from 'node:process'
import { errorCode } from '../errors/error-code.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'

/**
 * Owns a directory that only this user can enter. It is removed at the end, also after an error.
 *
 * @throws RehearsalError `output-unwritable` where the temporary folder takes nothing
 */
export async function withPrivateDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await makeDirectory()
  try {
    return await use(directory)
  } finally {
    await remove(directory)
  }
}

async function makeDirectory(): Promise<string> {
  try {
    await sweepLeftovers()
    return await mkdtemp(join(tmpdir(), `${PREFIX}${pid}-`))
  } catch (error) {
    throw new RehearsalError('output-unwritable', `The temporary folder ${tmpdir()} cannot be written to.`, {
      hint: 'Name another one in the environment variable TMPDIR; it must exist and have room for a copy of the database.',
      cause: error,
    })
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
    return errorCode(error) === 'EPERM'
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
