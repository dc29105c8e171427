import { statfs } from 'node:fs/promises'
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
  const lifetime = inMemory(() =>
    withPostgres(options, new AbortController().signal, async (server) => {
      started.resolve(server)
      await ended.promise
    }),
  )
  lifetime.catch(started.reject)
  project.provide('postgres', await started.promise)
  return async () => {
    ended.resolve()
    await lifetime
  }
}

/** A database in memory is made in 12 ms, one on a disk in 90; the tests make thousands. */
const MEMORY_FOLDER = '/dev/shm'
const ENOUGH_BYTES = 4 * 2 ** 30

/** Begins the work with the temporary folder in memory, where there is enough of it; containers often have little. */
async function inMemory<T>(work: () => Promise<T>): Promise<T> {
  const room = await statfs(MEMORY_FOLDER).catch(() => null)
  if (room === null || room.bavail * room.bsize < ENOUGH_BYTES) return await work()
  const { TMPDIR: usual } = process.env
  process.env.TMPDIR = MEMORY_FOLDER
  try {
    return await work()
  } finally {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
  }
}
