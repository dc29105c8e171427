import { realpath, stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { repositoryOf, runGit } from './git.ts'

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
  const absolute = await realpath(path).catch(() => null)
  if (absolute === null) return null
  const found = await stat(absolute)
  const file = { at: found.mtime, by: 'file' } as const
  const root = repositoryOf(found.isDirectory() ? absolute : dirname(absolute))
  if (root === null) return file
  const git: Git = async (...args) => (await runGit(['-C', root, ...args]))?.trim() ?? null
  const named = ['--', `:(top,literal)${relative(root, absolute)}`]
  const committed = await git('log', '-1', '--format=%cI', ...named)
  if (committed === null) return (await isNew(git)) ? file : 'unasked'
  if (committed === '' || (await git('status', '--porcelain', ...named)) !== '') return file
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true') return 'shallow'
  return { at: new Date(committed), by: 'git' }
}

/** Asks the repository; null where it does not answer. */
type Git = (...args: readonly string[]) => Promise<string | null>

/** Nothing is committed yet, and so `git log` fails. */
async function isNew(git: Git): Promise<boolean> {
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 'true') return false
  return (await git('rev-parse', '--verify', '--quiet', 'HEAD')) === null
}
