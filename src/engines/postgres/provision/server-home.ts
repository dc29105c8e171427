import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HOME_PREFIX, recordOwner, removeLeftoverHomes } from './leftover-homes.ts'
import { onProcessEnd } from './on-process-end.ts'
import { endProcess, identifyProcess, type ProcessIdentity } from './process-identity.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts'

/** Milliseconds that a server gets to stop by itself. */
const STOP_TIMEOUT_MS = 5_000

/** A temporary folder with the processes that live in it. All of it ends with this process at the latest. */
export interface ServerHome {
  /** Only we can write here. */
  readonly folder: string
  /** Belongs to the user that the programs run as. */
  readonly serverFolder: string
  /** Whom the programs run as; `null` for ourselves. */
  readonly user: UnprivilegedUser | null
  /** Starts a program in `serverFolder`. Its output goes to the file of this name there. */
  readonly start: (program: string, args: readonly string[], output: string) => Promise<ChildProcess>
  /** Stops what still runs and removes the folder. Never rejects. */
  readonly remove: () => Promise<void>
}

/** Makes the folder, after removing those of runs that were killed. */
export async function makeServerHome(): Promise<ServerHome> {
  const user = await unprivilegedUser()
  const parent = await temporaryFolder(user !== null)
  await removeLeftoverHomes(parent)

  const folder = await mkdtemp(join(parent, HOME_PREFIX))
  const children = new Set<ChildProcess>()
  const forget = onProcessEnd(() => removeNow(folder, children))
  recordOwner(folder, [])
  const serverFolder = await makeServerFolder(folder, user)

  return {
    folder,
    serverFolder,
    user,
    start: async (program, args, output) => {
      const child = spawnIn(serverFolder, user, program, args, output)
      children.add(child)
      child.once('exit', () => children.delete(child))
      recordOwner(folder, identitiesOf(children))
      await once(child, 'spawn')
      return child
    },
    remove: async () => {
      await Promise.all([...children].map(stop))
      await rm(folder, { recursive: true, force: true, maxRetries: 10 }).catch(() => {})
      forget()
    },
  }
}

/** The folder around it stays ours, so that no other user can plant an owner file that makes root end a process. */
async function makeServerFolder(folder: string, user: UnprivilegedUser | null): Promise<string> {
  const serverFolder = join(folder, 'server')
  await mkdir(serverFolder, { mode: 0o700 })
  if (user !== null) {
    await chmod(folder, 0o711)
    await chown(serverFolder, user.uid, user.gid)
  }
  return serverFolder
}

/** Detached, because Ctrl-C in a terminal reaches the whole process group: the server must outlive our last statements. */
function spawnIn(
  folder: string,
  user: UnprivilegedUser | null,
  program: string,
  args: readonly string[],
  output: string,
): ChildProcess {
  const file = openSync(join(folder, output), 'w', 0o600)
  try {
    return spawn(program, args, {
      cwd: folder,
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', file, file],
      detached: process.platform !== 'win32',
      windowsHide: true,
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    })
  } finally {
    closeSync(file)
  }
}

/** SIGQUIT is the immediate shutdown: what it does not write is thrown away anyway. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGQUIT')
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(timer)
}

function removeNow(folder: string, children: ReadonlySet<ChildProcess>): void {
  for (const identity of identitiesOf(children)) endProcess(identity)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
}

function identitiesOf(children: ReadonlySet<ChildProcess>): readonly ProcessIdentity[] {
  return [...children].flatMap((child) => identifyProcess(child.pid ?? 0) ?? [])
}
