import { realpath, stat } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { repositoryOf, runGit } from './git.ts'

/** When a file was last changed, and who says so. */
export interface LastChange {
  readonly at: Date
  /** `git`: the last commit that changed what is in it, and not its mode alone. `file`: it is not in a repository, or changed since. */
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
  const log = await git(
    'log',
    `-${COMMITS}`,
    '--format=%cI',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    ...named,
  )
  const committed = log === null ? null : lastWithContent(log)
  if (committed === null) return (await isNew(git)) ? file : 'unasked'
  if (committed === '' || (await git('status', '--porcelain', ...named)) !== '') return file
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true') return 'shallow'
  return { at: new Date(committed), by: 'git' }
}

/** So many are looked at; that somebody changes nothing but modes more often is not expected. */
const COMMITS = 100

/**
 * The time of the first commit in a log that leaves something in a file; of the last one where none does. Empty for an empty
 * log. A merge shows no files, and is one.
 *
 * @param log times, each with lines such as `:100644 100755 <blob> <blob> M<tab>path` behind it
 *   (https://git-scm.com/docs/diff-format#_raw_output_format)
 */
function lastWithContent(log: string): string {
  let time = ''
  let hasModesAlone = false
  for (const line of log.split('\n')) {
    const [, before, after] = /^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /.exec(line) ?? []
    if (before !== undefined && before !== after) return time
    if (before !== undefined) hasModesAlone = true
    else if (line !== '') {
      if (time !== '' && !hasModesAlone) return time
      time = line
      hasModesAlone = false
    }
  }
  return time
}

/** Asks the repository; null where it does not answer. */
type Git = (...args: readonly string[]) => Promise<string | null>

/** Nothing is committed yet, and so `git log` fails. */
async function isNew(git: Git): Promise<boolean> {
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 'true') return false
  return (await git('rev-parse', '--verify', '--quiet', 'HEAD')) === null
}
