import { realpath } from 'node:fs/promises'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { repositoryOf, runGit } from './git.ts'

/** Whether a file came with the checkout; `unknown` where git cannot be asked, or does not answer. */
export type KnownToGit = 'tracked' | 'untracked' | 'unknown'

/**
 * Asks the index of git whether it holds a file, or a link on the way to it. Nothing that the tree brings is obeyed.
 *
 * Without git `actions/checkout` unpacks an archive, and leaves nothing to ask:
 * https://github.com/actions/checkout#checkout-v7
 *
 * @param environment has the PATH; what it holds for git is left out
 */
export async function knownToGit(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<KnownToGit> {
  const given = resolve(file)
  const real = await realpath(given).catch(() => given)
  const answers: KnownToGit[] = []
  for (const path of new Set([given, real])) answers.push(await askFor(path, withoutGit(environment)))
  return answers.find((answer) => answer !== 'untracked') ?? 'untracked'
}

async function askFor(path: string, environment: NodeJS.ProcessEnv): Promise<KnownToGit> {
  const root = repositoryOf(dirname(path))
  if (root === null) return (await runGit(['--version'], environment)) === null ? 'unknown' : 'untracked'
  const names = stepsTo(relative(root, path))
  const listed = await runGit(
    [
      `--git-dir=${join(root, '.git')}`,
      `--work-tree=${root}`,
      ...['core.fsmonitor=false', `core.hooksPath=${parse(root).root}`].flatMap((setting) => ['-c', setting]),
      ...['ls-files', '-z', '--'],
      // some file systems do not tell upper from lower case
      ...names.map((name) => `:(top,icase,literal)${name}`),
    ],
    environment,
  )
  if (listed === null) return 'unknown'
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  return listed.split('\0').some((name) => wanted.has(name.toLowerCase())) ? 'tracked' : 'untracked'
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`: the index lists no folders, so that what it lists of these is the file or a link. */
function stepsTo(path: string): readonly string[] {
  const parts = path.split(sep)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** What the environment holds for git could name another repository. */
function withoutGit(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = Object.keys(environment).filter((name) => !/^GIT_/i.test(name))
  return Object.fromEntries(names.map((name) => [name, environment[name]]))
}
