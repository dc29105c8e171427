import { hostname } from 'node:os'
import { type Container, inspectContainer } from './container.ts'
import type { DockerEngine } from './docker-engine.ts'

/** Docker gives a container the beginning of its id as host name, unless it was given one. */
const SHORT_ID = /^[0-9a-f]{12}$/

/**
 * The container that this program runs in, if this daemon runs it: then servers are reached in its network, and not at
 * the ports that they publish on the machine. Null on the machine itself, and in a container that shares its network.
 *
 * @param known the id that GitHub tells; null goes by the host name
 * @throws RehearsalError `docker-unavailable`
 */
export async function findOwnContainer(
  engine: DockerEngine,
  known: string | null,
): Promise<Container | null> {
  const id = known ?? (SHORT_ID.test(hostname()) ? hostname() : null)
  const own = id === null ? null : await inspectContainer(engine, id)
  return own === null || own.networkMode === 'host' ? null : own
}
