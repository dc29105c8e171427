import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { Surroundings } from '../surroundings.ts'
import { misunderstood } from './container.ts'
import { type DockerEngine, refusalIn } from './docker-engine.ts'
import { isFinal, pullFailed } from './explain-pull.ts'
import { registryLogin } from './registry-login.ts'

/** Milliseconds of silence; a large layer is unpacked without a word. */
const SILENCE_MS = 300_000

/** Milliseconds before the second and the third try, and at most as much again by chance. */
const PAUSES = [2_000, 5_000] as const

export interface ImageFacts {
  /** `PG_MAJOR`, `PGDATA` and so on. */
  readonly environment: ReadonlyMap<string, string>
  /** The folders that the image declares as volumes. */
  readonly volumes: readonly string[]
}

/**
 * What an image says about itself; it is loaded when the daemon does not have it.
 *
 * @throws RehearsalError `postgres-image-unavailable`, `docker-unavailable`; the reason of `signal`
 */
export async function prepareImage(
  engine: DockerEngine,
  image: string,
  environment: Surroundings['environment'],
  note: (message: string) => void,
  signal: AbortSignal,
): Promise<ImageFacts> {
  const present = await inspectImage(engine, image)
  if (present !== null) return present
  note(`Loading the image ${image}`)
  const login = await registryLogin(image, environment)
  for (const pause of [...PAUSES, null]) {
    const failure = await pull(engine, withTag(image), login, signal)
    if (failure === null) break
    if (pause === null || isFinal(failure)) throw pullFailed(image, failure)
    note(`The image ${image} could not be loaded (${failure}); trying again`)
    await delay(pause * (1 + Math.random()), undefined, { signal }).catch(() => {})
    signal.throwIfAborted()
  }
  const loaded = await inspectImage(engine, image)
  if (loaded === null) throw misunderstood(`the image ${image} was loaded, but is not there`)
  return loaded
}

async function inspectImage(engine: DockerEngine, image: string): Promise<ImageFacts | null> {
  const reply = await engine.call({ method: 'GET', path: `/images/${encodeURI(image)}/json` })
  if (reply.status === 404) return null
  if (reply.status === 400) throw invalidName(image, refusalIn(reply))
  if (reply.status !== 200) throw misunderstood(refusalIn(reply))
  const { Config } = JSON.parse(reply.body.toString('utf8'))
  const entries: readonly string[] = Config?.Env ?? []
  return {
    environment: new Map(entries.map((entry) => [entry.replace(/=.*/s, ''), entry.replace(/^[^=]*=?/, '')])),
    volumes: Object.keys(Config?.Volumes ?? {}),
  }
}

function invalidName(image: string, why: string): RehearsalError {
  return new RehearsalError('postgres-image-unavailable', `The image ${image} cannot be used: ${why}.`, {
    hint: 'Write postgres-image as name:tag, for example postgres:18.',
  })
}

/** Without a tag, the API would load all of them. */
function withTag(image: string): string {
  return /[@:][^/]*$/.test(image) ? image : `${image}:latest`
}

/** Why the image was not loaded; null when it was. https://docs.docker.com/reference/api/engine/ */
async function pull(
  engine: DockerEngine,
  image: string,
  login: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const response = await engine.open({
    method: 'POST',
    path: `/images/create?fromImage=${encodeURIComponent(image)}`,
    headers: login === null ? {} : { 'x-registry-auth': login },
    timeout: SILENCE_MS,
    signal,
  })
  let failure: string | null = null
  try {
    for await (const line of createInterface({ input: response })) {
      failure = errorIn(line) ?? failure
    }
  } catch (error) {
    signal.throwIfAborted()
    return error instanceof Error ? error.message : String(error)
  }
  signal.throwIfAborted()
  return failure ?? (response.statusCode === 200 ? null : `status ${response.statusCode}`)
}

/** `{"error":"manifest unknown"}` in the middle of the progress, `{"message":"…"}` instead of it. */
function errorIn(line: string): string | null {
  try {
    const { error, message } = JSON.parse(line)
    return error ?? message ?? null
  } catch {
    return null
  }
}
