import type { PostgresDatabase } from '../../engines/postgres/database.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { withPrivateDirectory } from '../../shell/private-directory.ts'
import { runShellCommand } from '../../shell/run-shell-command.ts'
import { runSchemaFiles } from './run-schema-files.ts'

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
  signal: AbortSignal,
): Promise<void> {
  switch (source.kind) {
    case 'file':
      return await runSchemaFiles(source.path, database, signal)
    case 'command':
      return await runSchemaCommand(source.command, database, signal)
    default:
      return source satisfies never
  }
}

/** The command finds the database in `$DATABASE_URL`, and in `$PGHOST` and its like. */
async function runSchemaCommand(
  command: string,
  database: PostgresDatabase,
  signal: AbortSignal,
): Promise<void> {
  await withPrivateDirectory(async (directory) => {
    const { variables } = database
    const secrets = secretsOf(variables)
    const shell = { command, variables, directory, hearsOutput: true, secrets, signal }
    const { failure, lastWords } = await runShellCommand(shell)
    if (failure !== null) throw commandFailed(failure, lastWords)
  })
}

/** A migration tool may repeat the URL in its messages. */
function secretsOf({ DATABASE_URL = '', PGPASSWORD = '' }: PostgresDatabase['variables']): readonly string[] {
  return [DATABASE_URL, encodeURIComponent(PGPASSWORD), PGPASSWORD]
}

function commandFailed(failure: string, lastWords: string): RehearsalError {
  return new RehearsalError('schema-command-failed', `The schema command ended with ${failure}`, {
    hint:
      lastWords === ''
        ? 'It said nothing. Run it by hand, with DATABASE_URL set to an empty database.'
        : `It said:\n${lastWords}`,
  })
}
