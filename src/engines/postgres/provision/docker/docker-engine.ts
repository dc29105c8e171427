import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { errorCode } from '../../../../errors/error-code.ts'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { Surroundings } from '../surroundings.ts'
import { type DockerEndpoint, dockerEndpoints, endpointLabel } from './docker-endpoint.ts'

/** Milliseconds. A daemon that lives answers a ping at once; making a container can take long on a slow disk. */
const PING_TIMEOUT_MS = 5_000
const CALL_TIMEOUT_MS = 120_000

export interface DockerCall {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query: `/containers/json?all=true`. */
  readonly path: string
  readonly body?: object
  readonly headers?: OutgoingHttpHeaders
  /** Milliseconds of silence after which the call fails. */
  readonly timeout?: number
  readonly signal?: AbortSignal
}

/** An answer whose body has arrived. */
export interface DockerReply {
  readonly status: number
  readonly body: Buffer
}

/** A daemon that answers. */
export interface DockerEngine {
  readonly endpoint: DockerEndpoint
  /** Every status is an answer. Rejects with a RehearsalError `docker-unavailable` when there is none. */
  readonly call: (call: DockerCall) => Promise<DockerReply>
  /** The body as it arrives. */
  readonly open: (call: DockerCall) => Promise<IncomingMessage>
}

/**
 * The first daemon that answers and runs Linux containers. The API is spoken over its socket, because a job container
 * on GitHub has the socket but not the `docker` command. https://docs.docker.com/reference/api/engine/
 *
 * @throws RehearsalError `docker-unavailable`
 */
export async function openDocker(environment: Surroundings['environment']): Promise<DockerEngine> {
  const failures: RehearsalError[] = []
  for (const endpoint of dockerEndpoints(environment)) {
    const engine = engineAt(endpoint)
    try {
      await requireLinux(engine)
      return engine
    } catch (error) {
      if (!(error instanceof RehearsalError)) throw error
      failures.push(error)
    }
  }
  // Of several places, the one that is not simply absent tells most.
  throw failures.find(({ cause }) => !isMissing(cause)) ?? failures[0] ?? unavailable('anywhere', null)
}

async function requireLinux(engine: DockerEngine): Promise<void> {
  const response = await engine.open({ method: 'GET', path: '/_ping', timeout: PING_TIMEOUT_MS })
  response.resume()
  if (response.statusCode !== 200) {
    throw unavailable(endpointLabel(engine.endpoint), new Error(`status ${response.statusCode}`))
  }
  if (response.headers.ostype !== 'windows') return
  throw new RehearsalError('docker-unavailable', 'The docker of this machine runs Windows containers only.', {
    hint: 'Name a running PostgreSQL by its URL, or use one that is installed.',
  })
}

function engineAt(endpoint: DockerEndpoint): DockerEngine {
  const place =
    endpoint.kind === 'socket'
      ? { socketPath: endpoint.path, host: 'docker' }
      : { host: endpoint.host, port: endpoint.port }
  const open = async ({ method, path, body, headers, timeout = CALL_TIMEOUT_MS, signal }: DockerCall) => {
    // only now: it takes 0.05 s, which most runs can spare
    const { request } = await import('node:http')
    return await new Promise<IncomingMessage>((resolve, reject) => {
      const text = body === undefined ? '' : JSON.stringify(body)
      const sent = request({
        ...place,
        method,
        path,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          'content-length': Buffer.byteLength(text),
        },
        timeout,
        // No connection outlives its call, so none keeps the program alive.
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      })
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeout / 1000} seconds`)))
      sent.on('error', (error) => reject(signal?.aborted ? signal.reason : unavailable(label, error)))
      sent.on('response', resolve)
      sent.end(text)
    })
  }
  const label = endpointLabel(endpoint)
  const call = async (options: DockerCall) => {
    const response = await open(options)
    try {
      return { status: response.statusCode ?? 0, body: Buffer.concat(await response.toArray()) }
    } catch (error) {
      throw options.signal?.aborted ? options.signal.reason : unavailable(label, error)
    }
  }
  return { endpoint, call, open }
}

/** What the daemon says about a call that it refused: `{"message":"No such container: x"}`. */
export function refusalIn({ status, body }: DockerReply): string {
  try {
    const { message } = JSON.parse(body.toString('utf8'))
    return typeof message === 'string' ? message : `status ${status}`
  } catch {
    return `status ${status}`
  }
}

function unavailable(place: string, cause: unknown): RehearsalError {
  const code = errorCode(cause) ?? ''
  const why = REASONS[code] ?? (cause instanceof Error ? cause.message : 'nothing was found')
  return new RehearsalError('docker-unavailable', `Docker does not answer at ${place}: ${why}.`, {
    hint:
      code === 'EACCES'
        ? 'Let this user speak to docker, for example as a member of the group docker.'
        : 'Start docker, or name a running PostgreSQL by its URL.',
    cause,
  })
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such socket',
  ECONNREFUSED: 'no daemon listens there',
  EACCES: 'this user may not open it',
}

function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT'
}
