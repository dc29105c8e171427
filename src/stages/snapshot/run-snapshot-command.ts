import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { kill } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { RehearsalError } from '../../errors/rehearsal-error.ts'

/** How messages and the report name the file that the command wrote. */
export const COMMAND_OUTPUT = '$SNAPSHOT_PATH'

const SHOWN_LINES = 5
const GRACE_MS = 2000

/**
 * Runs a shell command that writes the snapshot to `$SNAPSHOT_PATH`, and gives that path.
 * Its standard output does not reach ours, which belongs to the report.
 *
 * @throws RehearsalError `snapshot-command-failed` with the exit status and the last lines of standard error
 */
export async function runSnapshotCommand(
  command: string,
  directory: string,
  signal: AbortSignal,
): Promise<string> {
  signal.throwIfAborted()
  const path = join(directory, 'command-output')
  const messages = join(directory, 'command-messages')
  const ending = await runShell(command, path, messages, signal)
  signal.throwIfAborted()
  if (ending !== 'exit status 0') throw await commandFailed(`ended with ${ending}`, messages)
  if ((await stat(path).catch(() => null)) === null) {
    throw await commandFailed(`wrote no file to ${COMMAND_OUTPUT}`, messages)
  }
  return path
}

/** Messages go to a file: a pipe would stay open for as long as anything that the command left running. */
async function runShell(
  command: string,
  path: string,
  messages: string,
  signal: AbortSignal,
): Promise<string> {
  const log = await open(messages, 'w')
  try {
    const child = spawn('sh', ['-c', `SNAPSHOT_PATH="$0" exec sh -c "$1"`, path, command], {
      stdio: ['ignore', 'ignore', log.fd],
      detached: true,
    })
    const stop = () => void stopGroup(child)
    signal.addEventListener('abort', stop)
    try {
      const [status, killedBy] = await once(child, 'exit')
      return killedBy === null ? `exit status ${status}` : `signal ${killedBy}`
    } catch {
      return 'no shell: `sh` could not be started'
    } finally {
      signal.removeEventListener('abort', stop)
    }
  } finally {
    await log.close()
  }
}

/** The command is the leader of its own process group, so that all that it started is stopped too. */
async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  try {
    kill(-child.pid, 'SIGTERM')
    await setTimeout(GRACE_MS)
    kill(-child.pid, 'SIGKILL')
  } catch {
    // All of the group have ended.
  }
}

async function commandFailed(what: string, messages: string): Promise<RehearsalError> {
  const lines = stripVTControlCharacters(await readFile(messages, 'utf8'))
    .trim()
    .split(/[\r\n]+/)
  const lastLines = lines.slice(-SHOWN_LINES).join('\n').slice(-1000)
  return new RehearsalError('snapshot-command-failed', `The snapshot command ${what}`, {
    hint:
      lastLines === ''
        ? 'It wrote nothing to standard error. Run it by hand, with SNAPSHOT_PATH set to a file that does not exist.'
        : `It said:\n${lastLines}`,
  })
}
