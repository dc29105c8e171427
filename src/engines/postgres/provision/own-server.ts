import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import type { Provision } from '../database.ts'
import { openServer, type PostgresServer } from '../server.ts'
import type { ServerAddress } from '../server-address.ts'
import { type Endpoint, endpointIn } from './endpoint.ts'
import type { LentServer } from './lent-server.ts'
import { makeServerHome, type ServerHome } from './server-home.ts'
import type { ServerPrograms } from './server-programs.ts'
import { serverSettings } from './server-settings.ts'

const SUPERUSER = 'postgres'

/** Milliseconds; it takes 0.1 s on an idle machine. */
const START_TIMEOUT = 60_000

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
  const home = await makeServerHome()
  try {
    return { server: await startServer(source, home, signal, durable), release: home.remove }
  } catch (error) {
    await home.remove()
    throw error
  }
}

async function startServer(
  source: ProgramSource,
  home: ServerHome,
  signal: AbortSignal,
  durable: boolean,
): Promise<PostgresServer> {
  const programs = await source.prepare(home)
  const password = randomBytes(16).toString('hex')
  await initialise(programs.initdb, source, password, home, signal)
  const endpoint = await endpointIn(home.serverFolder)
  const postgres = await home.start(programs.postgres, postgresArguments(endpoint, durable), SERVER_LOG)
  const { host, port } = endpoint
  const address = { host, port, user: SUPERUSER, password, database: 'postgres', tls: false, options: null }
  return untilReady(source, address, postgres, home, signal)
}

/** https://www.postgresql.org/docs/current/app-initdb.html */
async function initialise(
  initdb: string,
  source: ProgramSource,
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

function postgresArguments(endpoint: Endpoint, durable: boolean): readonly string[] {
  const settings = { ...serverSettings(durable), ...endpoint.settings }
  return ['-D', DATA, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

async function untilReady(
  source: ProgramSource,
  address: ServerAddress,
  postgres: ChildProcess,
  home: ServerHome,
  signal: AbortSignal,
): Promise<PostgresServer> {
  const deadline = Date.now() + START_TIMEOUT
  while (postgres.exitCode === null && postgres.signalCode === null && Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      return await openServer(address, source.provision)
    } catch (error) {
      if (!(error instanceof RehearsalError) || error.code !== 'postgres-unreachable') throw error
    }
    await delay(10)
  }
  throw await startFailed(source, 'postgres', home, SERVER_LOG)
}

async function startFailed(
  { provision }: ProgramSource,
  program: string,
  home: ServerHome,
  log: string,
): Promise<RehearsalError> {
  const lines = (await readFile(join(home.serverFolder, log), 'utf8')).trimEnd().split('\n').slice(-10)
  return new RehearsalError(
    'postgres-start-failed',
    `The ${provision} PostgreSQL did not start; the last lines of ${program}:\n${lines.join('\n')}`,
    { hint: 'Mend what these lines name, or name a running server with --postgres-url.' },
  )
}
