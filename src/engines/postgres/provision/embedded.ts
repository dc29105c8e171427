import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { openServer, type PostgresServer } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { type Endpoint, endpointIn } from './endpoint.ts'
import { makeServerHome, type ServerHome } from './server-home.ts'
import { findServerPackage, type ServerPackage } from './server-package.ts'
import { prepareServerPrograms, type ServerPrograms } from './server-programs.ts'
import { serverSettings } from './server-settings.ts'

const SUPERUSER = 'postgres'

/** Milliseconds; it takes 0.1 s on an idle machine. */
const START_TIMEOUT = 60_000

/** Names in the server's folder, which is the working directory of its programs. */
const DATA = 'data'
const PASSWORD_FILE = 'password'
const INITDB_LOG = 'initdb.log'
const SERVER_LOG = 'postgres.log'

/**
 * Starts a server of our own in a temporary folder, lends it to `use`, then stops and removes it: also on signals and
 * on crashes of ours; and when this process is killed, the next one does it. Takes about 0.8 s, of which initdb 0.6 s.
 *
 * @throws RehearsalError `postgres-not-installed`, `postgres-unsupported`, `postgres-start-failed`
 */
export async function withEmbeddedServer<T>(
  version: number | null,
  signal: AbortSignal,
  use: (server: PostgresServer) => Promise<T>,
  found: ServerPackage = findServerPackage(version),
): Promise<T> {
  const home = await makeServerHome()
  try {
    return await use(await startServer(found, home, signal))
  } finally {
    await home.remove()
  }
}

/** What a server of our own starts on. */
export interface Cluster {
  /** Of the superuser. */
  readonly password: string
  /** On top of the usual ones. */
  readonly settings: Readonly<Record<string, string>>
  /** Where it has to listen; left out, where any server of ours does. */
  readonly endpoint?: Endpoint
}

/** Names in the folder of a server: its data, and what it says. */
export const CLUSTER_FOLDER = DATA

/**
 * Starts a server on a cluster that `make` puts into `data` of the server's folder; otherwise as
 * {@link withEmbeddedServer}.
 *
 * @throws RehearsalError `postgres-start-failed`
 */
export async function withServerOn<T>(
  found: ServerPackage,
  signal: AbortSignal,
  make: (programs: ServerPrograms, home: ServerHome) => Promise<Cluster>,
  use: (server: PostgresServer) => Promise<T>,
): Promise<T> {
  const home = await makeServerHome()
  try {
    const programs = await prepareServerPrograms(found, home)
    return await use(await startCluster(programs, home, await make(programs, home), signal))
  } finally {
    await home.remove()
  }
}

async function startServer(
  found: ServerPackage,
  home: ServerHome,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const programs = await prepareServerPrograms(found, home)
  const cluster = await initialiseCluster(programs, found, home, signal)
  return await startCluster(programs, home, cluster, signal)
}

/** An empty cluster with a password that nobody else knows. */
export async function initialiseCluster(
  { initdb }: ServerPrograms,
  { majorVersion }: ServerPackage,
  home: ServerHome,
  signal: AbortSignal,
): Promise<Cluster> {
  const password = randomBytes(16).toString('hex')
  await initialise(initdb, majorVersion, password, home, signal)
  return { password, settings: {} }
}

async function startCluster(
  programs: ServerPrograms,
  home: ServerHome,
  { password, settings, endpoint: wanted }: Cluster,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const endpoint = wanted ?? (await endpointIn(home.serverFolder))
  const args = postgresArguments({ ...endpoint, settings: { ...endpoint.settings, ...settings } })
  const postgres = await home.start(programs.postgres, args, SERVER_LOG)
  const { host, port } = endpoint
  const address = { host, port, user: SUPERUSER, password, database: 'postgres', tls: false, options: null }
  return untilReady(address, postgres, home, signal)
}

/** https://www.postgresql.org/docs/current/app-initdb.html */
async function initialise(
  initdb: string,
  majorVersion: number,
  password: string,
  home: ServerHome,
  signal: AbortSignal,
): Promise<void> {
  const passwordFile = join(home.serverFolder, PASSWORD_FILE)
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (home.user !== null) await chown(passwordFile, home.user.uid, home.user.gid)
  const args = [
    `--pgdata=${DATA}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    `--pwfile=${PASSWORD_FILE}`,
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
    ...(majorVersion >= 18 ? ['--no-data-checksums'] : []),
  ]
  const child = await home.start(initdb, args, INITDB_LOG)
  const [code] = await once(child, 'exit', { signal }).catch((error) => {
    signal.throwIfAborted()
    throw error
  })
  if (code !== 0) throw await startFailed('initdb', home, INITDB_LOG)
  await rm(passwordFile)
}

function postgresArguments(endpoint: Endpoint): readonly string[] {
  const settings = { ...serverSettings(), ...endpoint.settings }
  return ['-D', DATA, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function untilReady(
  address: ServerAddress,
  postgres: ChildProcess,
  home: ServerHome,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const deadline = Date.now() + START_TIMEOUT
  while (postgres.exitCode === null && postgres.signalCode === null && Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      return await openServer(address, 'embedded')
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== 'postgres-unreachable') throw error
    }
    await delay(10)
  }
  throw await startFailed('postgres', home, SERVER_LOG)
}

async function startFailed(program: string, home: ServerHome, log: string): Promise<RehearsalError> {
  const lines = (await readFile(join(home.serverFolder, log), 'utf8')).trimEnd().split('\n').slice(-10)
  return new RehearsalError(
    'postgres-start-failed',
    `The embedded PostgreSQL did not start; the last lines of ${program}:\n${lines.join('\n')}`,
    { hint: 'Mend what these lines name, or name a running server with --postgres-url.' },
  )
}
