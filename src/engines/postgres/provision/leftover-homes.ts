import { readFileSync, writeFileSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { endProcess, identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Begins the name of every folder of a server. */
export const HOME_PREFIX = 'pg-rehearsal-server-'

/** Tells a later run whose the folder is. */
const OWNER_FILE = 'owner.json'

/** Milliseconds that a folder without a record stays: it is either just being made or holds no server. */
const UNKNOWN_STAYS_MS = 24 * 60 * 60 * 1000

interface OwnerRecord {
  readonly owner: ProcessIdentity
  readonly children: readonly ProcessIdentity[]
}

/** Synchronous, so that no moment passes between the start of a child and its entry. */
export function recordOwner(folder: string, children: readonly ProcessIdentity[]): void {
  const owner = identifyProcess(process.pid)
  if (owner === null) return
  const record: OwnerRecord = { owner, children }
  writeFileSync(join(folder, OWNER_FILE), JSON.stringify(record))
}

/** Ends the servers of runs that were killed and removes their folders. Never rejects. */
export async function removeLeftoverHomes(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => [])
  for (const name of names.filter((candidate) => candidate.startsWith(HOME_PREFIX))) {
    await removeIfLeftover(join(parent, name)).catch(() => {})
  }
}

async function removeIfLeftover(folder: string): Promise<void> {
  const { uid, mtimeMs } = await stat(folder)
  // Another user's record could name any process as its child.
  if (process.getuid !== undefined && uid !== process.getuid()) return
  const record = readOwner(folder)
  if (record === null ? Date.now() - mtimeMs < UNKNOWN_STAYS_MS : isRunning(record.owner)) return
  for (const child of record?.children ?? []) endProcess(child)
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
}

function readOwner(folder: string): OwnerRecord | null {
  try {
    return JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8'))
  } catch {
    return null
  }
}
