import type { PostgresServer } from '../server.ts'
import type { LentServer } from './lent-server.ts'
import { type Cluster, startOwnServer, startServerOn } from './own-server.ts'
import type { ServerHome } from './server-home.ts'
import { findServerPackage, type ServerPackage } from './server-package.ts'
import { prepareServerPrograms, type ServerPrograms } from './server-programs.ts'

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
  const prepare = (home: ServerHome) => prepareServerPrograms(found, home)
  return await startOwnServer({ provision: 'embedded', majorVersion, prepare }, signal, durable)
}

/**
 * Lends a server on a cluster that `make` puts into the server's folder, then stops and removes it.
 *
 * @throws RehearsalError `postgres-start-failed`
 */
export async function withServerOn<T>(
  found: ServerPackage,
  signal: AbortSignal,
  make: (programs: ServerPrograms, home: ServerHome) => Promise<Cluster>,
  use: (server: PostgresServer) => Promise<T>,
): Promise<T> {
  const { majorVersion } = found
  const prepare = (home: ServerHome) => prepareServerPrograms(found, home)
  const { server, release } = await startServerOn(
    { provision: 'embedded', majorVersion, prepare },
    signal,
    make,
  )
  return await use(server).finally(release)
}
