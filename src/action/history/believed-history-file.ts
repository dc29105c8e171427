import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type KnownToGit, knownToGit } from '../../shell/known-to-git.ts'
import type { Messages } from '../messages.ts'
import type { Step } from '../step.ts'

/**
 * Where this run has its history: where the settings say, unless the commit of a pull request has brought a file there.
 * It would say by it which issues are old. What a step has put there (`actions/cache`, an earlier rehearsal) git does not
 * track. A history that is not believed stays as it is, and the run gets an empty place of its own, said in a warning.
 *
 * @param file absolute
 */
export async function believedHistoryFile(
  file: string,
  { run, runner }: Pick<Step, 'run' | 'runner'>,
  { warning }: Pick<Messages, 'warning'>,
): Promise<string> {
  // what is on a branch was reviewed; without an event there is no pull request
  if (run.isBaseline || run.event === '' || !existsSync(file)) return file
  const known = await knownToGit(file, runner.environment)
  if (known === 'untracked') return file
  warning(
    `${relative(runner.directory, file)} is not taken for the history: ${WHY[known]}, and a pull request must not say itself which issues are old. ${WHAT_TO_DO[known]}`,
  )
  const folder = await mkdtemp(join(runner.environment.RUNNER_TEMP ?? tmpdir(), 'pg-rehearsal-history-'))
  return join(folder, 'history.jsonl')
}

const WHY: Readonly<Record<Exclude<KnownToGit, 'untracked'>, string>> = {
  tracked: 'git tracks it, so it comes with the commit that is rehearsed',
  unknown: 'git cannot be asked whether it comes with the commit that is rehearsed',
}

const WHAT_TO_DO: Readonly<Record<Exclude<KnownToGit, 'untracked'>, string>> = {
  tracked: 'Add .rehearsal/ to .gitignore and run git rm -r --cached .rehearsal.',
  unknown: 'Install git before actions/checkout, or let the action fetch the history itself (actions: read).',
}
