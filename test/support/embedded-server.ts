import { startEmbeddedServer } from '../../src/engines/postgres/provision/embedded.ts'
import type { ServerPackage } from '../../src/engines/postgres/provision/server-package.ts'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'

/** Lends an embedded server to `use`, then stops and removes it. */
export async function withEmbeddedServer<T>(
  version: number | null,
  signal: AbortSignal,
  use: (server: PostgresServer) => Promise<T>,
  found?: ServerPackage,
): Promise<T> {
  const { server, release } = await startEmbeddedServer(version, signal, found)
  return await use(server).finally(release)
}
