import type { Container } from './container.ts'
import type { DockerEngine } from './docker-engine.ts'

/** Where a container is reached from here. */
export interface ContainerAddress {
  readonly host: string
  readonly port: number
}

/**
 * Where a port of a container is reached: in a network that we share with it, at the port that it publishes on the
 * machine, or, on the machine itself, in its own network. Null when none of that can be.
 *
 * @param own the container that we run in; null on the machine
 */
export function addressOfContainer(
  engine: DockerEngine,
  container: Container,
  own: Container | null,
  port: number,
): ContainerAddress | null {
  if (own !== null) {
    const shared = [...own.addresses.keys()].flatMap((network) => container.addresses.get(network) ?? [])
    return shared[0] === undefined ? null : { host: shared[0], port }
  }
  const machine = engine.endpoint.kind === 'tcp' ? engine.endpoint.host : '127.0.0.1'
  const published = container.published.get(port)
  if (published !== undefined) return { host: machine, port: published }
  if (container.networkMode === 'host') return { host: machine, port }
  // Elsewhere the networks of docker lie inside of a virtual machine.
  const [address] = container.addresses.values()
  const isReachable = process.platform === 'linux' && engine.endpoint.kind === 'socket'
  return isReachable && address !== undefined ? { host: address, port } : null
}
