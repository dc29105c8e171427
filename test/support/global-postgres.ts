import type { TestProject } from 'vitest/node'
import { withPostgres } from '../../src/engines/postgres/provision/provision.ts'
import type { PostgresServer } from '../../src/engines/postgres/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: PostgresServer
  }
}

/**
 * Starts one PostgreSQL for the whole test run and publishes it as `inject('postgres')`. `TEST_POSTGRES_URL` names a
 * running server, `TEST_POSTGRES_VERSION` the major version of the embedded one.
 */
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_POSTGRES_URL: url = null, TEST_POSTGRES_VERSION: version } = process.env
  const started = Promise.withResolvers<PostgresServer>()
  const ended = Promise.withResolvers<void>()
  const options = { url, version: version === undefined ? null : Number(version) }
  const lifetime = withPostgres(options, new AbortController().signal, async (server) => {
    started.resolve(server)
    await ended.promise
  })
  lifetime.catch(started.reject)
  project.provide('postgres', await started.promise)
  return async () => {
    ended.resolve()
    await lifetime
  }
}
