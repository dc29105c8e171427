import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'
import type { ShownWords } from '../../shell/shown-words.ts'
import { whyItFailed } from '../../shell/why-it-failed.ts'

interface Surroundings {
  readonly database: PostgresDatabase
  readonly directory: string
  /** On top of `DATABASE_URL` and `PG…`. */
  readonly variables: Readonly<Record<string, string>>
  readonly words: ShownWords
  readonly timeoutMs: number
}

/**
 * Runs a command with the target in its environment.
 *
 * @returns why it failed, with its last words as far as they may be shown; null where it ended well
 * @throws the reason of `signal`
 */
export async function runOwnersCommand(
  command: string,
  { database, directory, variables: own, words, timeoutMs }: Surroundings,
  signal: AbortSignal,
): Promise<string | null> {
  const variables = { ...database.variables, ...own }
  const { DATABASE_URL = '', PGPASSWORD = '' } = variables
  const ending = await runShellCommand({
    command,
    variables,
    directory: await mkdtemp(join(directory, 'command-')),
    hearsOutput: false,
    secrets: [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD],
    timeoutMs,
    signal,
  })
  if (ending.failure === null) return null
  const shown = words(ending.lastWords)
  return `${whyItFailed(command, ending)}${shown === null ? '' : `: ${shown}`}`
}
