import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { PostgresServer } from '../server.ts'

/**
 * Refuses a server of another major version than the one that was asked for.
 *
 * @param subject begins the message: `The server of the URL`
 * @throws RehearsalError `postgres-unsupported`
 */
export function requireVersion(server: PostgresServer, version: number | null, subject: string): void {
  if (version === null || version === server.majorVersion) return
  throw new RehearsalError(
    'postgres-unsupported',
    `${subject} is PostgreSQL ${server.version}, but version ${version} was asked for.`,
    { hint: 'Leave out the version, or name the URL of a server that has it.' },
  )
}
