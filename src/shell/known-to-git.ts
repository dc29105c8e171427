import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { dirname, join, parse, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'

/** Whether a file came with the checkout; `unknown` where git cannot be asked, or does not answer. */
export type KnownToGit = 'tracked' | 'untracked' | 'unknown'

/**
 * Asks the index of git whether it holds a file, or a link on the way to it. Nothing that the tree brings is obeyed: the
 * repository is found by its `.git`, a name that no tree can have, and not by git, which would also take a folder that
 * looks like a bare repository, with its settings (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository).
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
  for (const path of new Set([given, real])) answers.push(await askFor(path, environment))
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

function repositoryOf(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder
  const above = dirname(folder)
  return above === folder ? null : repositoryOf(above)
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`: the index lists no folders, so that what it lists of these is the file or a link. */
function stepsTo(path: string): readonly string[] {
  const parts = path.split(sep)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** null where git is not there, or fails. */
async function runGit(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<string | null> {
  const names = Object.keys(environment).filter((name) => !/^GIT_/i.test(name))
  const env = Object.fromEntries(names.map((name) => [name, environment[name]]))
  try {
    // away from the tree, where Windows would look for a program first
    const options = { env, cwd: parse(process.execPath).root, maxBuffer: 100_000_000 }
    const { stdout } = await promisify(execFile)('git', args, options)
    return stdout
  } catch {
    return null
  }
}
