import { mkdtemp, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { CommandRules } from '../../shell/command-rules.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'
import { wordsAsHint } from '../../shell/shown-words.ts'
import { whyItFailed } from '../../shell/why-it-failed.ts'

/** How messages and the report name the file that the command wrote. */
export const COMMAND_OUTPUT = '$SNAPSHOT_PATH'

/** With what a command can be run outside of a rehearsal. */
const BY_HAND = 'with SNAPSHOT_PATH set to a file that does not exist'

/**
 * Runs a shell command that writes the snapshot to `$SNAPSHOT_PATH`, and gives that path: absolute and, as it was before the
 * command ran, without symbolic links. It lies in a folder of its own, so that no file that the run writes later can have been
 * put there before.
 *
 * @param directory a private folder
 * @throws RehearsalError `snapshot-command-failed` with the exit status, and its last lines where values are shown;
 *   `snapshot-empty`
 */
export async function runSnapshotCommand(
  command: string,
  directory: string,
  rules: CommandRules,
  signal: AbortSignal,
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(directory, 'command-')))
  const path = join(folder, 'snapshot')
  const ending = await runShellCommand({
    command,
    variables: { SNAPSHOT_PATH: path },
    directory,
    hearsOutput: false,
    secrets: [],
    timeoutMs: rules.timeoutMs,
    signal,
  })
  const failed = (what: string) =>
    new RehearsalError('snapshot-command-failed', `The snapshot command ${what}.`, {
      hint: wordsAsHint(ending.lastWords, rules, BY_HAND),
    })
  if (ending.failure !== null) throw failed(`ended with ${whyItFailed(command, ending)}`)
  const written = await stat(path).catch(() => null)
  if (written === null) throw failed(`wrote no file to ${COMMAND_OUTPUT}`)
  if (written.size === 0 && written.isFile()) {
    throw new RehearsalError('snapshot-empty', `The snapshot command wrote nothing into ${COMMAND_OUTPUT}.`, {
      hint: `Nothing can be piped into the command: it has no standard input. ${wordsAsHint(ending.lastWords, rules, BY_HAND)}`,
    })
  }
  return path
}
