import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { Provision } from '../database.ts'
import { openServer, type PostgresServer } from '../server.ts'
import { OWN_OPTIONS, type ServerAddress } from '../server-address.ts'
import { type Endpoint, endpointIn } from './endpoint.ts'
import type { LentServer } from './lent-server.ts'
import { makeServerHome, type ServerHome } from './server-home.ts'
import type { ServerPrograms } from './server-programs.ts'
import { serverSettings } from './server-settings.ts'

const SUPERUSER = 'postgres'

/** Milliseconds; it takes 0.1 s on an idle machine. */
const START_TIMEOUT_MS = 60_000

/** Names in the server's folder, which is the working directory of its programs. */
const DATA = 'data'
const PASSWORD_FILE = 'password'
const INITDB_LOG = 'initdb.log'
const SERVER_LOG = 'postgres.log'

/** The programs of a server, and where they are from. */
export interface ProgramSource {
  readonly provision: Extract<Provision, 'embedded' | 'installed'>
  readonly majorVersion: number
  /** @throws RehearsalError `postgres-start-failed` when they do not run on this machine */
  readonly prepare: (home: ServerHome) => Promise<ServerPrograms>
}

type Origin = Pick<ProgramSource, 'provision' | 'majorVersion'>

/** What a server of our own starts on. */
export interface Cluster {
  /** Of the superuser. */
  readonly password: string
  /** Over those of a server whose data is thrown away. */
  readonly settings: Readonly<Record<string, string>>
  /** Where it has to listen; left out, where any server of ours does. */
  readonly endpoint?: Endpoint
  /** The one that sessions open; left out, `postgres`. */
  readonly database?: string
}

/** The folder of the cluster in the folder of its server. */
export const CLUSTER_FOLDER = DATA

/**
 * Starts a server of our own in a temporary folder. It is stopped and removed on release, also on signals and on
 * crashes of ours; and when this process is killed, the next one does it. Takes about 0.8 s, of which initdb 0.6 s.
 *
 * @param durable its times are to be those of production
 * @throws RehearsalError `postgres-start-failed`; the reason of `signal`
 */
export async function startOwnServer(
  source: ProgramSource,
  signal: AbortSignal,
  durable: boolean,
): Promise<LentServer> {
  return await startServerOn(source, signal, async (programs, home) => ({
    ...(await initialiseCluster(programs, source, home, signal)),
    settings: serverSettings(source.majorVersion, durable),
  }))
}

/**
 * As {@link startOwnServer}, on a cluster that `make` puts into {@link CLUSTER_FOLDER} of the server's folder.
 *
 * @throws RehearsalError `postgres-start-failed`; the reason of `signal`
 */
export async function startServerOn(
  source: ProgramSource,
  signal: AbortSignal,
  make: (programs: ServerPrograms, home: ServerHome) => Promise<Cluster>,
): Promise<LentServer> {
  const home = await makeServerHome()
  try {
    const programs = await source.prepare(home)
    const cluster = await make(programs, home)
    return { server: await startCluster(source, programs, home, cluster, signal), release: home.remove }
  } catch (error) {
    await home.remove()
    throw error
  }
}

/** An empty cluster with a password that nobody else knows. */
export async function initialiseCluster(
  { initdb }: ServerPrograms,
  source: Origin,
  home: ServerHome,
  signal: AbortSignal,
): Promise<Cluster> {
  const password = randomBytes(16).toString('hex')
  await initialise(initdb, source, password, home, signal)
  return { password, settings: {} }
}

async function startCluster(
  source: ProgramSource,
  programs: ServerPrograms,
  home: ServerHome,
  { password, settings, endpoint: wanted, database = 'postgres' }: Cluster,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const endpoint = wanted ?? (await endpointIn(home.serverFolder))
  const all = { ...serverSettings(source.majorVersion), ...settings, ...endpoint.settings }
  const args = ['-D', DATA, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const postgres = await home.start(programs.postgres, args, SERVER_LOG)
  const { host, port } = endpoint
  const address = {
    host,
    port,
    user: SUPERUSER,
    password,
    database,
    tls: false,
    options: OWN_OPTIONS,
  }
  return untilReady(source, address, postgres, home, signal)
}

/** https://www.postgresql.org/docs/current/app-initdb.html */
async function initialise(
  initdb: string,
  source: Origin,
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
    // A server of initdb's own needs little; ours is told its share when it starts. A tenth of the time.
    ...(source.majorVersion >= 16 ? ['-c', 'shared_buffers=2MB'] : []),
    ...(source.majorVersion >= 18 ? ['--no-data-checksums'] : []),
  ]
  const child = await home.start(initdb, args, INITDB_LOG)
  const [code] = await once(child, 'exit', { signal }).catch((error) => {
    signal.throwIfAborted()
    throw error
  })
  if (code !== 0) throw await startFailed(source, 'initdb', home, INITDB_LOG)
  await rm(passwordFile)
}

async function untilReady(
  source: ProgramSource,
  address: ServerAddress,
  postgres: ChildProcess,
  home: ServerHome,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (postgres.exitCode === null && postgres.signalCode === null && Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      return await openServer(address, source.provision)
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== 'postgres-unreachable') throw error
    }
    await delay(10)
  }
  const isRunning = postgres.exitCode === null && postgres.signalCode === null
  throw await startFailed(source, 'postgres', home, SERVER_LOG, isRunning)
}

async function startFailed(
  { provision }: Origin,
  program: string,
  home: ServerHome,
  log: string,
  timedOut = false,
): Promise<RehearsalError> {
  const lines = (await readFile(join(home.serverFolder, log), 'utf8')).trimEnd().split('\n').slice(-10)
  return new RehearsalError(
    'postgres-start-failed',
    `The ${provision} PostgreSQL did not start; the last lines of ${program}:\n${lines.join('\n')}`,
    { hint: 'Mend what these lines name, or name a running server with --postgres-url.', timedOut },
  )
}
