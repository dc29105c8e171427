import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kill } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { amount } from '../progress/amount.ts'
import { endOf } from '../progress/part-of.ts'
import { withoutPasswords } from './without-passwords.ts'

const SHOWN_LINES = 5
const SHOWN_CHARACTERS = 1000
const GRACE_MS = 2000
const LOOK_MS = 20
/** https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export interface ShellCommand {
  /** For `sh -c`. */
  readonly command: string
  /** Variables that come on top of those of this process. */
  readonly variables: Readonly<Record<string, string>>
  /** A private folder, for what the command says. */
  readonly directory: string
  /** Whether what it prints to standard output counts as said too; data can be printed there. */
  readonly hearsOutput: boolean
  /** What is in none of its last words, though the command may repeat it: passwords and URLs. */
  readonly secrets: readonly string[]
  /** After this time it is stopped; at most 24 days, the longest that a timer of Node waits. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

export interface ShellEnding {
  /** `exit status 1`, `signal SIGKILL`, `a time-out: …`; null where it ended well. */
  readonly failure: string | null
  /** The last lines of what the command said, without escape sequences; empty where it said nothing. */
  readonly lastWords: string
}

/**
 * Runs a command of the user. Nothing of what it prints reaches our standard output, which belongs to the report. It
 * is the leader of a process group, so that an abort of `signal` stops all that it has started; then the reason of the
 * signal is thrown. Its time-out stops them too, and is a failure. What it leaves running there when it ends is stopped as
 * well: it would work on after it was judged.
 */
export async function runShellCommand(shell: ShellCommand): Promise<ShellEnding> {
  shell.signal.throwIfAborted()
  const messages = join(shell.directory, 'command-messages')
  const failure = await run(shell, messages)
  shell.signal.throwIfAborted()
  return { failure, lastWords: lastWordsOf(withoutSecrets(await readEnd(messages), shell.secrets)) }
}

/** Messages go to a file: a pipe would stay open for as long as anything that the command left running. */
async function run(shell: ShellCommand, messages: string): Promise<string | null> {
  const variables = join(shell.directory, 'command-variables')
  // Through a file of this user alone: the arguments of a process can be read by everybody.
  await writeFile(variables, exports(shell.variables), { mode: 0o600 })
  const log = await open(messages, 'w')
  try {
    const child = spawn('sh', ['-c', '. "$0" && exec sh -c "$1"', variables, shell.command], {
      stdio: ['ignore', shell.hearsOutput ? log.fd : 'ignore', log.fd],
      detached: true,
    })
    const stop = () => void stopGroup(child)
    const timeout = AbortSignal.timeout(Math.min(shell.timeoutMs, LONGEST_TIMER_MS))
    shell.signal.addEventListener('abort', stop)
    timeout.addEventListener('abort', stop)
    try {
      const [status, killedBy] = await once(child, 'exit')
      const isLate = timeout.aborted
      await stopGroup(child)
      if (isLate) return outOfTime(shell.timeoutMs)
      if (killedBy !== null) return `signal ${killedBy}`
      return status === 0 ? null : `exit status ${status}`
    } catch {
      return 'no shell: `sh` could not be started'
    } finally {
      shell.signal.removeEventListener('abort', stop)
      timeout.removeEventListener('abort', stop)
    }
  } finally {
    await log.close()
    await rm(variables, { force: true })
  }
}

function outOfTime(milliseconds: number): string {
  const seconds = milliseconds / 1000
  const time = seconds % 60 === 0 ? amount(seconds / 60, 'minute') : amount(seconds, 'second')
  return `a time-out: it was stopped after ${time} (command-timeout gives it longer)`
}

function exports(variables: ShellCommand['variables']): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'\n`)
    .join('')
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  try {
    kill(-child.pid, 'SIGTERM')
    for (let waited = 0; waited < GRACE_MS; waited += LOOK_MS) {
      await setTimeout(LOOK_MS)
      kill(-child.pid, 0)
    }
    kill(-child.pid, 'SIGKILL')
  } catch {
    // All of the group have ended.
  }
}

/** The last bytes of a file of any size. */
async function readEnd(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const length = Math.min(size, 4 * SHOWN_CHARACTERS)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    return buffer.toString('utf8')
  } finally {
    await file.close()
  }
}

/** Before the text is cut: a half of a secret would not be found. */
function withoutSecrets(messages: string, secrets: readonly string[]): string {
  const known = secrets.filter((secret) => secret !== '')
  return withoutPasswords(known.reduce((text, secret) => text.replaceAll(secret, '***'), messages))
}

function lastWordsOf(messages: string): string {
  const lines = stripVTControlCharacters(messages)
    .trim()
    .split(/[\r\n]+/)
  return endOf(lines.slice(-SHOWN_LINES).join('\n'), SHOWN_CHARACTERS)
}
