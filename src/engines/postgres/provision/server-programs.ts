import { execFile } from 'node:child_process'
import {
  chownSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs'
import { basename, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { ServerHome } from './server-home.ts'
import type { ServerPackage } from './server-package.ts'
import type { UnprivilegedUser } from './unprivileged-user.ts'

export interface ServerPrograms {
  readonly initdb: string
  readonly postgres: string
}

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * The programs of a package, where they are when they run there, otherwise as a private copy (60 MB, 0.3 s). They do
 * not run there when npm has not run the package's install script, which makes the symbolic links of its libraries, or
 * when the user that they run as may not read there, for example below `/root`.
 *
 * @throws RehearsalError `postgres-start-failed` when they do not run as a copy either
 */
export async function prepareServerPrograms(found: ServerPackage, home: ServerHome): Promise<ServerPrograms> {
  const installed = programsIn(join(found.native, 'bin'))
  const trial = `${home.user?.uid} ${installed.postgres}`
  if (RUNNABLE.has(trial) || (await whyNotRunnable(installed, home.user)) === null) {
    RUNNABLE.add(trial)
    return installed
  }
  const copy = programsIn(join(copyNative(found.native, home), 'bin'))
  const why = await whyNotRunnable(copy, home.user)
  if (why === null) return copy
  throw new RehearsalError(
    'postgres-start-failed',
    `The embedded PostgreSQL does not run on this machine:\n${why}`,
    {
      hint: 'Name a running server with --postgres-url.',
    },
  )
}

/** Programs of packages that have run in this process, and as whom: a second server does not try them again. */
const RUNNABLE = new Set<string>()

/** @param folder usually called `bin` */
export function programsIn(folder: string): ServerPrograms {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) }
}

/** Runs each program, because only that shows missing libraries, closed folders and mounts without execution alike. */
export async function whyNotRunnable(
  programs: ServerPrograms,
  user: UnprivilegedUser | null,
): Promise<string | null> {
  const options = {
    cwd: '/',
    env: { LC_ALL: 'C' },
    ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
  }
  try {
    await Promise.all(
      [programs.initdb, programs.postgres].map((program) =>
        promisify(execFile)(program, ['--version'], options),
      ),
    )
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Not by `fs.cp`, which takes four times as long for these thousand files. */
function copyNative(native: string, { folder, user }: ServerHome): string {
  const copy = join(folder, 'native')
  mkdirSync(copy)
  for (const entry of readdirSync(native, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name)
    const to = join(copy, relative(native, from))
    if (entry.isDirectory()) mkdirSync(to)
    if (entry.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE)
    // Installed under a strict umask, the modes that came along let only root read.
    if (user !== null && !entry.isSymbolicLink()) chownSync(to, user.uid, user.gid)
  }
  if (user !== null) chownSync(copy, user.uid, user.gid)
  for (const { source, target } of readLinks(native)) symlinkSync(basename(source), join(folder, target))
  return copy
}

/** `[{ "source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5" }, …]`; absent on Windows. */
function readLinks(native: string): readonly Link[] {
  try {
    return JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  } catch {
    return []
  }
}
