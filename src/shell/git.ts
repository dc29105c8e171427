import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { promisify } from 'node:util'

/**
 * The repository that a folder lies in: the nearest folder above with a `.git`, a name that no tree can have. Git itself
 * would also take a folder that looks like a bare repository, and obey its settings, which name programs
 * (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository).
 *
 * @returns null outside of any repository
 */
export function repositoryOf(folder: string): string | null {
  if (existsSync(join(folder, '.git'))) return folder
  const above = dirname(folder)
  return above === folder ? null : repositoryOf(above)
}

/** @returns null where git is not there, or fails */
export async function runGit(
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<string | null> {
  try {
    // away from the tree, where Windows would look for a program first
    const options = { env: environment, cwd: parse(process.execPath).root, maxBuffer: 100_000_000 }
    const { stdout } = await promisify(execFile)('git', args, options)
    return stdout
  } catch {
    return null
  }
}
