import { serverSettings } from '../server-settings.ts'

/** The port that PostgreSQL listens at in its container. */
export const POSTGRES_PORT = 5432

/** Bytes of `/dev/shm`, where parallel workers share memory; docker gives 64 MB. Taken only when used. */
const SHARED_MEMORY = 1024 ** 3

export interface ContainerWish {
  readonly image: string
  readonly user: string
  readonly password: string
  readonly labels: Readonly<Record<string, string>>
  /** The network to join; null publishes a port on the loopback device of the machine. */
  readonly network: string | null
  /** Whether the machine is another one, which we reach from outside. */
  readonly isRemote: boolean
  /** Its times are to be those of production. */
  readonly durable: boolean
  /** A folder of the container that lives in memory. */
  readonly memoryFolder: string | null
}

/**
 * The request for a container of an image that behaves like the official one: its variables and settings. Not removed by docker itself when it ends, so that its log can be read.
 *
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerCreate
 * https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export function containerRequest(wish: ContainerWish): object {
  const { image, user, password, labels, network, isRemote, memoryFolder, durable } = wish
  const port = `${POSTGRES_PORT}/tcp`
  const settings = Object.entries(serverSettings(null, durable)).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  return {
    Image: image,
    Cmd: ['postgres', ...settings],
    Env: [
      `POSTGRES_USER=${user}`,
      `POSTGRES_PASSWORD=${password}`,
      'POSTGRES_DB=postgres',
      'POSTGRES_INITDB_ARGS=--encoding=UTF8 --locale=C --no-sync',
    ],
    Labels: labels,
    ExposedPorts: { [port]: {} },
    HostConfig: {
      ShmSize: SHARED_MEMORY,
      ...(memoryFolder === null ? {} : { Tmpfs: { [memoryFolder]: '' } }),
      ...(network === null
        ? { PortBindings: { [port]: [{ HostIp: isRemote ? '0.0.0.0' : '127.0.0.1', HostPort: '' }] } }
        : { NetworkMode: network }),
    },
  }
}
