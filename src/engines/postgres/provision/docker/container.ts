import * as z from 'zod'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import { type DockerEngine, refusalIn } from './docker-engine.ts'

/** A container, as the daemon describes it. */
export interface Container {
  readonly id: string
  readonly image: string
  readonly running: boolean
  readonly exitCode: number
  /** Why it could not be started; empty otherwise. */
  readonly error: string
  /** Milliseconds since 1970. */
  readonly created: number
  readonly environment: ReadonlyMap<string, string>
  readonly labels: ReadonlyMap<string, string>
  /** `host` for one that shares the network of the machine. */
  readonly networkMode: string
  /** The address of the container in each of its networks. */
  readonly addresses: ReadonlyMap<string, string>
  /** The port of the machine for each TCP port of the container that is published. */
  readonly published: ReadonlyMap<number, number>
}

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerInspect */
const inspected = z.object({
  Id: z.string(),
  Created: z.string(),
  State: z.object({ Running: z.boolean(), ExitCode: z.number(), Error: z.string().nullish() }),
  Config: z.object({
    Image: z.string(),
    Env: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
  }),
  HostConfig: z.object({ NetworkMode: z.string().nullish() }),
  NetworkSettings: z.object({
    Networks: z.record(z.string(), z.object({ IPAddress: z.string().nullish() })).nullish(),
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullish()).nullish(),
  }),
})

/**
 * The container with this id or name; null when there is none.
 *
 * @throws RehearsalError `docker-unavailable`
 */
export async function inspectContainer(engine: DockerEngine, id: string): Promise<Container | null> {
  const reply = await engine.call({ method: 'GET', path: `/containers/${encodeURIComponent(id)}/json` })
  if (reply.status === 404) return null
  if (reply.status !== 200) throw misunderstood(refusalIn(reply))
  const parsed = inspected.safeParse(JSON.parse(reply.body.toString('utf8')))
  if (!parsed.success) throw misunderstood('the description of a container has an unknown form')
  const { Id, Created, State, Config, HostConfig, NetworkSettings } = parsed.data
  return {
    id: Id,
    image: Config.Image,
    running: State.Running,
    exitCode: State.ExitCode,
    error: State.Error ?? '',
    created: Date.parse(Created),
    environment: new Map((Config.Env ?? []).map(toPair)),
    labels: new Map(Object.entries(Config.Labels ?? {})),
    networkMode: HostConfig.NetworkMode ?? '',
    addresses: addressesIn(NetworkSettings.Networks ?? {}),
    published: publishedIn(NetworkSettings.Ports ?? {}),
  }
}

/** `NAME=value`; the value may hold further equals signs. */
function toPair(entry: string): readonly [string, string] {
  const at = entry.indexOf('=')
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)]
}

function addressesIn(networks: Readonly<Record<string, { IPAddress?: string | null | undefined }>>) {
  return new Map(
    Object.entries(networks).flatMap(([name, { IPAddress }]) =>
      IPAddress ? [[name, IPAddress] as const] : [],
    ),
  )
}

/** `{ "5432/tcp": [{ "HostIp": "127.0.0.1", "HostPort": "49153" }] }`; null for a port that is not published. */
function publishedIn(ports: Readonly<Record<string, { HostPort: string }[] | null | undefined>>) {
  return new Map(
    Object.entries(ports).flatMap(([key, bindings]) => {
      const [, port] = /^(\d+)\/tcp$/.exec(key) ?? []
      const hostPort = Number(bindings?.[0]?.HostPort)
      return port !== undefined && hostPort > 0 ? [[Number(port), hostPort] as const] : []
    }),
  )
}

export function misunderstood(what: string): RehearsalError {
  return new RehearsalError('docker-unavailable', `Docker gives an answer that is of no use: ${what}.`, {
    hint: 'Name a running PostgreSQL by its URL.',
  })
}
