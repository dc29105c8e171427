import { homedir } from 'node:os'
import { join } from 'node:path'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { Surroundings } from '../surroundings.ts'

/** Where an Engine API listens: a Unix socket or a named pipe, or a TCP port without TLS. */
export type DockerEndpoint =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }

/** The port for an Engine API without TLS. */
const TCP_PORT = 2375

/**
 * Where to ask for docker: what `DOCKER_HOST` names, otherwise the usual sockets of Docker, rootless Docker, Docker
 * Desktop, Colima and Podman. https://docs.docker.com/reference/cli/docker/#environment-variables
 *
 * @throws RehearsalError `docker-unavailable` when `DOCKER_HOST` cannot be understood
 */
export function dockerEndpoints(environment: Surroundings['environment']): readonly DockerEndpoint[] {
  const { DOCKER_HOST: given = '' } = environment
  if (given !== '') return [parseDockerHost(given)]
  if (process.platform === 'win32') return [{ kind: 'socket', path: String.raw`\\.\pipe\docker_engine` }]
  const { XDG_RUNTIME_DIR: runtime, HOME: home = homedir() } = environment
  const paths = [
    '/var/run/docker.sock',
    ...(runtime ? [join(runtime, 'docker.sock'), join(runtime, 'podman', 'podman.sock')] : []),
    join(home, '.docker', 'run', 'docker.sock'),
    join(home, '.colima', 'default', 'docker.sock'),
  ]
  return paths.map((path) => ({ kind: 'socket', path }))
}

/** For messages. */
export function endpointLabel(endpoint: DockerEndpoint): string {
  return endpoint.kind === 'socket' ? endpoint.path : `${endpoint.host}:${endpoint.port}`
}

function parseDockerHost(text: string): DockerEndpoint {
  const [, scheme, rest = ''] = /^(unix|npipe|tcp|http):\/\/(.+)$/.exec(text) ?? []
  if (scheme === 'unix') return { kind: 'socket', path: rest }
  if (scheme === 'npipe') return { kind: 'socket', path: rest.replaceAll('/', '\\') }
  const url = scheme === undefined ? null : URL.parse(`http://${rest}`)
  if (url === null) {
    throw new RehearsalError('docker-unavailable', 'DOCKER_HOST is not an address that can be used here.', {
      hint: 'Set it to unix:///path/of/docker.sock or tcp://host:port, or name a running PostgreSQL by its URL.',
    })
  }
  return { kind: 'tcp', host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || TCP_PORT }
}
