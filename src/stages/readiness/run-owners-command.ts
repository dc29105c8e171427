import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'

interface Surroundings {
  readonly database: PostgresDatabase
  readonly directory: string
  /** On top of `DATABASE_URL` and `PG…`. */
  readonly variables: Readonly<Record<string, string>>
}

/**
 * Runs a command of the owner with the target in its environment.
 *
 * @returns why it failed, with its last words; null where it ended well
 * @throws the reason of `signal`
 */
export async function runOwnersCommand(
  command: string,
  { database, directory, variables: own }: Surroundings,
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
  return lastWords === '' ? failure : `${failure}: ${lastWords.replaceAll(/\s+/g, ' ')}`
}
