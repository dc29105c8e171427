import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** When a file was last changed, and who says so. */
export interface LastChange {
  readonly at: Date
  /** `git`: the last commit that touched it. `file`: it is not in a repository, or changed since. */
  readonly by: 'git' | 'file'
}

/**
 * When a file or folder was last changed. A checkout gives all files the time of the checkout, so git is asked first.
 *
 * @returns null where there is no such file; `shallow` where the repository lacks the history that would tell, and
 *   `unasked` where the file is in a repository and git is not installed or refuses to read it
 */
export async function lastChange(path: string): Promise<LastChange | 'shallow' | 'unasked' | null> {
  const absolute = resolve(path)
  const found = await stat(absolute).catch(() => null)
  if (found === null) return null
  const file = { at: found.mtime, by: 'file' } as const
  const git = (...args: readonly string[]) => runGit(dirname(absolute), args)
  const committed = await git('log', '-1', '--format=%cI', '--', basename(absolute))
  if (committed === null && isInRepository(dirname(absolute))) return (await isNew(git)) ? file : 'unasked'
  if (committed === null || committed === '') return file
  if ((await git('status', '--porcelain', '--', basename(absolute))) !== '') return file
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true') return 'shallow'
  return { at: new Date(committed), by: 'git' }
}

function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return true
  const above = dirname(folder)
  return above !== folder && isInRepository(above)
}

/** Nothing is committed yet, and so `git log` fails. */
async function isNew(git: Git): Promise<boolean> {
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 'true') return false
  return (await git('rev-parse', '--verify', '--quiet', 'HEAD')) === null
}

type Git = (...args: readonly string[]) => Promise<string | null>

/** null where git is not installed, or the folder in no repository. */
async function runGit(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args])
    return stdout.trim()
  } catch {
    return null
  }
}
