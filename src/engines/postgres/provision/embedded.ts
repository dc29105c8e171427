import type { PostgresServer } from '../server.ts'
import type { LentServer } from './lent-server.ts'
import { startOwnServer } from './own-server.ts'
import { findServerPackage, type ServerPackage } from './server-package.ts'
import { prepareServerPrograms } from './server-programs.ts'

/**
 * Starts a server of an npm package.
 *
 * @throws RehearsalError `postgres-not-installed`, `postgres-unsupported`, `postgres-start-failed`
 */
export async function startEmbeddedServer(
  version: number | null,
  signal: AbortSignal,
  found: ServerPackage = findServerPackage(version),
  durable = false,
): Promise<LentServer> {
  const { majorVersion } = found
  const prepare = (home: Parameters<typeof prepareServerPrograms>[1]) => prepareServerPrograms(found, home)
  return await startOwnServer({ provision: 'embedded', majorVersion, prepare }, signal, durable)
}

/** Lends such a server to `use`, then stops and removes it. */
export async function withEmbeddedServer<T>(
  version: number | null,
  signal: AbortSignal,
  use: (server: PostgresServer) => Promise<T>,
  found?: ServerPackage,
): Promise<T> {
  const { server, release } = await startEmbeddedServer(version, signal, found)
  return await use(server).finally(release)
}
