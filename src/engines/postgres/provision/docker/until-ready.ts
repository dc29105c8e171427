import { setTimeout as delay } from 'node:timers/promises'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { Provision } from '../../database.ts'
import { openServer, type PostgresServer } from '../../server.ts'
import { OWN_OPTIONS, type ServerAddress } from '../../server-address.ts'
import { type Container, inspectContainer } from './container.ts'
import { addressOfContainer } from './container-address.ts'
import { lastLogLines } from './container-log.ts'
import { programsInContainer } from './container-programs.ts'
import type { DockerEngine } from './docker-engine.ts'

/** Milliseconds; the official image takes 2 s on an idle machine. */
const START_TIMEOUT_MS = 120_000
const POLL_INTERVAL_MS = 100

/** A container that is starting, and whom to ask in it. */
export interface StartingContainer {
  readonly engine: DockerEngine
  /** The id or the name. */
  readonly id: string
  /** The container that we run in; null on the machine itself. */
  readonly own: Container | null
  readonly port: number
  readonly login: Pick<ServerAddress, 'user' | 'password' | 'database'>
  readonly provision: Provision
}

/**
 * Waits for the server of a container. It is asked with a real query and over TCP: while the image sets up its
 * database, a server runs that listens at a socket only and ends again.
 * https://github.com/docker-library/postgres/blob/master/docker-entrypoint.sh
 *
 * @param failed makes the error when the container has ended or does not answer, with the end of its log
 * @throws RehearsalError `postgres-refused`, `postgres-unsupported`, what `failed` makes; the reason of `signal`
 */
export async function untilReady(
  { engine, id, own, port, login, provision }: StartingContainer,
  signal: AbortSignal,
  failed: (why: string, log: readonly string[]) => RehearsalError,
): Promise<PostgresServer> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    const container = await inspectContainer(engine, id)
    if (container === null) throw failed('somebody has removed it', [])
    if (!container.running) throw failed(endingOf(container), await lastLogLines(engine, id))
    const place = addressOfContainer(engine, container, own, port)
    if (place === null) throw failed(`its port ${port} cannot be reached from here`, [])
    try {
      const server = await openServer({ ...place, ...login, tls: false, options: OWN_OPTIONS }, provision)
      return { ...server, inside: programsInContainer(engine, id, port) }
    } catch (error) {
      if (!isNotYet(error)) throw error
    }
    await delay(POLL_INTERVAL_MS)
  }
  throw failed(`it did not answer within ${START_TIMEOUT_MS / 1000} seconds`, await lastLogLines(engine, id))
}

function isNotYet(error: unknown): boolean {
  return error instanceof RehearsalError && error.code === 'postgres-unreachable'
}

function endingOf({ exitCode, error }: Container): string {
  return error === '' ? `it ended with status ${exitCode}` : error
}
