import { randomBytes } from 'node:crypto'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { LentServer } from '../lent-server.ts'
import { onProcessEnd } from '../on-process-end.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Container } from './container.ts'
import { ownerLabels } from './container-owner.ts'
import { containerRequest, POSTGRES_PORT } from './container-request.ts'
import { type DockerEngine, openDocker, refusalIn } from './docker-engine.ts'
import { memoryFolder } from './memory-folder.ts'
import { findOwnContainer } from './own-container.ts'
import { prepareImage } from './pull-image.ts'
import { removeContainer, removeLeftoverContainers } from './remove-containers.ts'
import { removeLater } from './remove-later.ts'
import { untilReady } from './until-ready.ts'

const SUPERUSER = 'postgres'
const DATABASE = 'postgres'

export interface ContainerOptions {
  readonly image: string
  /** The size of the database that comes, as soon as it is known. */
  readonly sourceBytes: Promise<number>
  /** Its times are to be those of production. */
  readonly durable: boolean
  readonly surroundings: Surroundings
  readonly note: (message: string) => void
}

/**
 * Starts a container of our own, after removing those of runs that were killed. Its password is long and random, and
 * it is reached at a random port of the loopback device only, or in the network of the container that we run in.
 *
 * @throws RehearsalError `docker-unavailable`, `postgres-image-unavailable`, `postgres-start-failed`; the reason of
 * `signal`
 */
export async function startContainerServer(
  options: ContainerOptions,
  signal: AbortSignal,
): Promise<LentServer> {
  const { image, durable, surroundings, note } = options
  const engine = await openDocker(surroundings.environment)
  await removeLeftoverContainers(engine)
  const facts = await prepareImage(engine, image, surroundings.environment, note, signal)
  const sourceBytes = await unlessAborted(options.sourceBytes, signal)
  const own = await findOwnContainer(engine, surroundings.job.containerId)
  const password = randomBytes(16).toString('hex')
  const request = containerRequest({
    image,
    user: SUPERUSER,
    password,
    labels: ownerLabels(own?.id ?? null),
    network: own === null ? null : networkOf(own),
    isRemote: engine.endpoint.kind === 'tcp',
    memoryFolder: durable ? null : memoryFolder(facts, sourceBytes),
    durable,
  })
  const name = `pg-rehearsal-${randomBytes(8).toString('hex')}`
  // Before there is a container, so that no kill can come between.
  surroundings.remember(name)
  const forget = onProcessEnd(() => removeLater(engine.endpoint, name))
  const release = async () => {
    if (await removeContainer(engine, name)) forget()
  }
  try {
    await startContainer(engine, name, request, image)
    const login = { user: SUPERUSER, password, database: DATABASE }
    const starting = { engine, id: name, own, port: POSTGRES_PORT, login, provision: 'docker' } as const
    const failed = (why: string, log: readonly string[]) => startFailed(image, why, log)
    return { server: await untilReady(starting, signal, failed), release }
  } catch (error) {
    await release()
    throw error
  }
}

/** The source may never be read, where the run ends before. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}

/** Any network leads to us; the default one has no names, but addresses too. */
function networkOf(own: Container): string | null {
  return [...own.addresses.keys()][0] ?? null
}

/** Not aborted in the middle: what the daemon has begun it finishes, and nobody would remove it. */
async function startContainer(
  engine: DockerEngine,
  name: string,
  request: object,
  image: string,
): Promise<void> {
  const create = `/containers/create?name=${name}`
  const created = await engine.call({ method: 'POST', path: create, body: request })
  if (created.status !== 201) throw startFailed(image, refusalIn(created))
  const started = await engine.call({ method: 'POST', path: `/containers/${name}/start` })
  if (started.status !== 204) throw startFailed(image, refusalIn(started))
}

function startFailed(image: string, why: string, lines: readonly string[] = []): RehearsalError {
  const log = lines.length === 0 ? '.' : `; the last lines of its log:\n${lines.join('\n')}`
  return new RehearsalError(
    'postgres-start-failed',
    `The container of ${image} did not start: ${why}${log}`,
    {
      hint: 'The image must behave like the official one (postgres); otherwise run it yourself and give postgres-url.',
    },
  )
}
