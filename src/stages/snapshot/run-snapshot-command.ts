import { mkdtemp, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'

/** How messages and the report name the file that the command wrote. */
export const COMMAND_OUTPUT = '$SNAPSHOT_PATH'

/**
 * Runs a shell command that writes the snapshot to `$SNAPSHOT_PATH`, and gives that path: absolute and, as it was before the
 * command ran, without symbolic links. It lies in a folder of its own, so that no file that the run writes later can have been
 * put there before.
 *
 * @param directory a private folder
 * @throws RehearsalError `snapshot-command-failed` with the exit status and the last lines of standard error
 */
export async function runSnapshotCommand(
  command: string,
  directory: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(directory, 'command-')))
  const path = join(folder, 'snapshot')
  const { failure, lastWords } = await runShellCommand({
    command,
    variables: { SNAPSHOT_PATH: path },
    directory,
    hearsOutput: false,
    secrets: [],
    signal,
  })
  if (failure !== null) throw commandFailed(`ended with ${failure}`, lastWords)
  if ((await stat(path).catch(() => null)) === null) {
    throw commandFailed(`wrote no file to ${COMMAND_OUTPUT}`, lastWords)
  }
  return path
}

function commandFailed(what: string, lastWords: string): RehearsalError {
  return new RehearsalError('snapshot-command-failed', `The snapshot command ${what}`, {
    hint:
      lastWords === ''
        ? 'It wrote nothing to standard error. Run it by hand, with SNAPSHOT_PATH set to a file that does not exist.'
        : `It said:\n${lastWords}`,
  })
}
