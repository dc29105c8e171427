import { RehearsalError } from '../../../../errors/rehearsal-error.ts'
import type { PostgresServer } from '../../server.ts'
import { type LentServer, lentOnly } from '../lent-server.ts'
import { requireVersion } from '../require-version.ts'
import type { JobService, Surroundings } from '../surroundings.ts'
import { type Container, inspectContainer } from './container.ts'
import { POSTGRES_PORT } from './container-request.ts'
import { type DockerEngine, openDocker } from './docker-engine.ts'
import { findOwnContainer } from './own-container.ts'
import { untilReady } from './until-ready.ts'

/**
 * The PostgreSQL among the service containers of the job, with the user and the password that its container was given.
 *
 * @param version the major version that it must have; null takes any
 * @throws RehearsalError `postgres-not-installed` when no service is a PostgreSQL, `docker-unavailable`,
 * `postgres-start-failed`, `postgres-refused`, `postgres-unsupported`; the reason of `signal`
 */
export async function openServiceServer(
  version: number | null,
  { job, environment }: Surroundings,
  signal: AbortSignal,
): Promise<LentServer> {
  if (job.services.length === 0) throw notFound('the job has no service containers')
  const engine = await openDocker(environment)
  const own = await findOwnContainer(engine, job.containerId)
  const failures: unknown[] = []
  for (const service of job.services) {
    signal.throwIfAborted()
    const container = await inspectContainer(engine, service.containerId)
    if (container === null || !isPostgres(container)) continue
    try {
      const server = await openService(engine, service, container, own, signal)
      requireVersion(server, version, `The service ${service.name}`)
      return lentOnly(server)
    } catch (error) {
      signal.throwIfAborted()
      failures.push(error)
    }
  }
  throw failures[0] ?? notFound(`none of the services ${namesOf(job.services)} is a PostgreSQL`)
}

/** What the official image and those that are made of it say of themselves. */
function isPostgres({ environment }: Container): boolean {
  return environment.has('PG_MAJOR') || environment.has('PGDATA') || environment.has('POSTGRES_PASSWORD')
}

/** It may still be starting: the runner waits only for services that have a health check. */
async function openService(
  engine: DockerEngine,
  { name, containerId: id }: JobService,
  { environment }: Container,
  own: Container | null,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const port = Number(environment.get('PGPORT')) || POSTGRES_PORT
  const user = environment.get('POSTGRES_USER') || 'postgres'
  const password = environment.get('POSTGRES_PASSWORD') ?? null
  const database = environment.get('POSTGRES_DB') || user
  const login = { user, password, database }
  return await untilReady({ engine, id, own, port, login, provision: 'service' }, signal, (why, log) => {
    const lines = log.length === 0 ? '.' : `; the last lines of its log:\n${log.join('\n')}`
    return new RehearsalError('postgres-start-failed', `The service ${name} is of no use: ${why}${lines}`, {
      hint: `Look into the log of the service, give it ports: ['${port}:${port}'], or give postgres-url.`,
    })
  })
}

function namesOf(services: readonly JobService[]): string {
  return services.map(({ name }) => name).join(', ')
}

function notFound(why: string): RehearsalError {
  return new RehearsalError('postgres-not-installed', `There is no service to use: ${why}.`, {
    hint: 'Give the job a service container with a PostgreSQL, or give postgres-url.',
  })
}
