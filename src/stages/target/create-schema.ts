import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { CommandRules } from '../../shell/command-rules.ts'
import { withPrivateDirectory } from '../../shell/private-directory.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'
import { wordsAsHint } from '../../shell/shown-words.ts'
import { whyItFailed } from '../../shell/why-it-failed.ts'
import { runSchemaFiles } from './given/run-schema-files.ts'

/** Where the schema of the application comes from. */
export type SchemaSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'command'; readonly command: string }

/**
 * Creates the schema of the application in an empty database, as its migrations do.
 *
 * @throws RehearsalError `schema-unreadable`, `schema-refused`, `schema-command-failed`
 */
export async function createSchema(
  source: SchemaSource,
  database: PostgresDatabase,
  rules: CommandRules,
  signal: AbortSignal,
): Promise<void> {
  switch (source.kind) {
    case 'file':
      return await runSchemaFiles(source.path, database, signal)
    case 'command':
      return await runSchemaCommand(source.command, database, rules, signal)
    default:
      return source satisfies never
  }
}

/** The command finds the database in `$DATABASE_URL`, and in `$PGHOST` and its like. */
async function runSchemaCommand(
  command: string,
  database: PostgresDatabase,
  rules: CommandRules,
  signal: AbortSignal,
): Promise<void> {
  await withPrivateDirectory(async (directory) => {
    const { variables } = database
    const secrets = secretsOf(variables)
    const { timeoutMs } = rules
    const shell = { command, variables, directory, hearsOutput: true, secrets, timeoutMs, signal }
    const ending = await runShellCommand(shell)
    if (ending.failure === null) return
    const why = whyItFailed(command, ending)
    throw new RehearsalError('schema-command-failed', `The schema command ended with ${why}.`, {
      hint: wordsAsHint(ending.lastWords, rules, 'with DATABASE_URL set to an empty database'),
    })
  })
}

/** A migration tool may repeat the URL in its messages. */
function secretsOf({ DATABASE_URL = '', PGPASSWORD = '' }: PostgresDatabase['variables']): readonly string[] {
  return [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD]
}
