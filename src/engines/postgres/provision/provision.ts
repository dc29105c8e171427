import { untilCancelled } from '../../../progress/until-cancelled.ts'
import type { PostgresServer } from '../server.ts'
import { startContainerServer } from './docker/container-server.ts'
import { openServiceServer } from './docker/service-server.ts'
import { startEmbeddedServer } from './embedded.ts'
import { startInstalledServer } from './installed.ts'
import { type LentServer, lentOnly } from './lent-server.ts'
import { type Failure, isUnavailable, isWorthANote, noPostgres } from './no-postgres.ts'
import { requireVersion } from './require-version.ts'
import { NO_SURROUNDINGS, type Surroundings, type Way } from './surroundings.ts'
import { openServerAtUrl } from './url.ts'

/** Which PostgreSQL to rehearse on. */
export interface ProvisionOptions {
  /** A running server; `null` looks for one. */
  readonly url: string | null
  /** Major version that the server must have; `null` takes what is there, or the newest that is installed. */
  readonly version: number | null
  /** A server of our own gets settings of production. */
  readonly durable?: boolean
  /** A docker image to start; `null` looks for any server. */
  readonly image?: string | null
  /** Where to look for a server; by itself, nothing but the embedded one. */
  readonly surroundings?: Surroundings
  /** The size of the database that comes, as soon as it is known. */
  readonly sourceBytes?: Promise<number>
  /** Hears what takes long and what was passed over. */
  readonly note?: (message: string) => void
  /** Hears of scratch databases that stay on the server. */
  readonly tellLeft?: PostgresServer['tellLeft']
}

/** The image for those who name none. https://hub.docker.com/_/postgres */
const DEFAULT_MAJOR = 18

/**
 * Lends a server to `use`: the one of the URL, one of the image, or the first that the surroundings offer. What was
 * started for it is stopped and removed afterwards.
 *
 * @throws RehearsalError with one of the `postgres-…` codes, `docker-unavailable` when an image was asked for, or
 * `usage-invalid` for a malformed URL
 */
export async function withPostgres<T>(
  options: ProvisionOptions,
  signal: AbortSignal,
  use: (server: PostgresServer) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted()
  const { server, release } = await open(options, signal)
  try {
    signal.throwIfAborted()
    const { tellLeft } = options
    return await use(tellLeft === undefined ? server : { ...server, tellLeft })
  } finally {
    await release()
  }
}

async function open(options: ProvisionOptions, signal: AbortSignal): Promise<LentServer> {
  const { url, version, image = null } = options
  if (url !== null) {
    const server = await untilCancelled(signal, () => openServerAtUrl(url))
    requireVersion(server, version, 'The server of the URL')
    return lentOnly(server)
  }
  return image === null ? await findServer(options, signal) : await openImage(image, options, signal)
}

/** Nobody who names an image wants another server instead, so this is the only way then. */
async function openImage(image: string, options: ProvisionOptions, signal: AbortSignal): Promise<LentServer> {
  const { surroundings = NO_SURROUNDINGS, sourceBytes = Promise.resolve(0), note = () => {} } = options
  const { durable = false } = options
  const wish = { image, sourceBytes, durable, surroundings, note }
  const lent = await startContainerServer(wish, signal)
  try {
    requireVersion(lent.server, options.version, `The image ${image}`)
    return lent
  } catch (error) {
    await lent.release()
    throw error
  }
}

/** What is not there, or does not start, is passed over; the error at the end tells all of it. */
async function findServer(options: ProvisionOptions, signal: AbortSignal): Promise<LentServer> {
  const { surroundings = NO_SURROUNDINGS, note = () => {} } = options
  const failures: Failure[] = []
  for (const way of surroundings.order) {
    signal.throwIfAborted()
    try {
      return await openBy(way, options, surroundings, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!isUnavailable(error)) throw error
      if (isWorthANote(error)) note(error.message)
      failures.push({ way, error })
    }
  }
  throw noPostgres(failures)
}

async function openBy(
  way: Way,
  options: ProvisionOptions,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<LentServer> {
  const { version, durable = false } = options
  switch (way) {
    case 'service':
      return await openServiceServer(version, surroundings, signal)
    case 'docker':
      return await openImage(`postgres:${version ?? DEFAULT_MAJOR}`, options, signal)
    case 'installed':
      return await startInstalledServer(version, surroundings.environment, signal, durable)
    case 'embedded':
      return await startEmbeddedServer(version, signal, undefined, durable)
    default:
      return way satisfies never
  }
}
