import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { PostgresServer } from '../server.ts'
import { withEmbeddedServer } from './embedded.ts'
import { openServerAtUrl } from './url.ts'

/** Which PostgreSQL to rehearse on. */
export interface ProvisionOptions {
  /** A running server; `null` starts an embedded one. */
  readonly url: string | null
  /** Major version that the server must have; `null` takes what is there, or the newest that is installed. */
  readonly version: number | null
  /** A server of our own gets settings of production. */
  readonly durable?: boolean
}

/**
 * Lends a server to `use`. An embedded one is stopped and removed afterwards.
 *
 * @throws RehearsalError with one of the `postgres-…` codes, or `usage-invalid` for a malformed URL
 */
export async function withPostgres<T>(
  options: ProvisionOptions,
  signal: AbortSignal,
  use: (server: PostgresServer) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  if (options.url === null)
    return withEmbeddedServer(options.version, signal, use, undefined, options.durable)
  const server = await openServerAtUrl(options.url)
  requireVersion(server, options.version)
  return use(server)
}

function requireVersion(server: PostgresServer, version: number | null): void {
  if (version === null || version === server.majorVersion) return
  throw new RehearsalError(
    'postgres-unsupported',
    `The server of the URL is PostgreSQL ${server.version}, but version ${version} was asked for.`,
    { hint: 'Leave out the version, or name the URL of a server that has it.' },
  )
}
