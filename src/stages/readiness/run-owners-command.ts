import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'
import type { ShownWords } from './shown-words.ts'

interface Surroundings {
  readonly database: PostgresDatabase
  readonly directory: string
  /** On top of `DATABASE_URL` and `PG…`. */
  readonly variables: Readonly<Record<string, string>>
  readonly words: ShownWords
}

/**
 * Runs a command with the target in its environment.
 *
 * @returns why it failed, with its last words as far as they may be shown; null where it ended well
 * @throws the reason of `signal`
 */
export async function runOwnersCommand(
  command: string,
  { database, directory, variables: own, words }: Surroundings,
  signal: AbortSignal,
): Promise<string | null> {
  const variables = { ...database.variables, ...own }
  const { DATABASE_URL = '', PGPASSWORD = '' } = variables
  const { failure, lastWords } = await runShellCommand({
    command,
    variables,
    directory: await mkdtemp(join(directory, 'command-')),
    hearsOutput: false,
    secrets: [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD],
    signal,
  })
  if (failure === null) return null
  const shown = words(lastWords)
  return `${failure}${meaningOf(failure)}${shown === null ? '' : `: ${shown}`}`
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02 */
function meaningOf(failure: string): string {
  if (failure === 'exit status 127') return ' (a program was not found)'
  return failure === 'exit status 126' ? ' (a program could not be executed)' : ''
}
