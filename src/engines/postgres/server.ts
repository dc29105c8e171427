import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { connect } from './connect.ts'
import type { PostgresDatabase, Provision } from './database.ts'
import { addressLabel, addressVariables, type ServerAddress } from './server-address.ts'

/** The oldest major version with its last security fixes still ahead when this was written. */
export const OLDEST_MAJOR = 14

/** Programs that run where the server is. */
export interface ProgramsInside {
  /** At which the server listens there, on the loopback device. */
  readonly port: number
  /** A place for files there that nothing else uses; it need not exist. */
  readonly folder: string
  /**
   * Waits until a program has ended. Status 126 and 127: it could not be started.
   *
   * @param variables on top of those that are there
   * @returns its exit status, and what it said on both streams
   * @throws RehearsalError `docker-unavailable`; the reason of `signal`
   */
  readonly run: (
    command: readonly string[],
    variables: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<{ readonly status: number | null; readonly output: string }>
}

/** A scratch database that could not be dropped. */
export interface LeftDatabase {
  readonly name: string
  /** Where it is, why it is still there, and how to drop it; without a full stop. */
  readonly message: string
}

/** A running server that this run may make its scratch database on. */
export interface PostgresServer {
  readonly address: ServerAddress
  readonly provision: Provision
  /** `18.4` */
  readonly version: string
  readonly majorVersion: number
  /** Left out where the server is in no container that this run can enter. */
  readonly inside?: ProgramsInside
  /** Hears of scratch databases that stay on it. */
  readonly tellLeft?: (left: LeftDatabase) => void
}

const SELECT_VERSION = `
select current_setting('server_version')     as version,
       current_setting('server_version_num') as number`

/**
 * Connects once and asks for the version.
 *
 * @throws RehearsalError what {@link connect} throws, and `postgres-unsupported`.
 */
export async function openServer(address: ServerAddress, provision: Provision): Promise<PostgresServer> {
  const connection = await connect(address)
  try {
    const row = (await connection.query(SELECT_VERSION)).rows[0]
    const majorVersion = Math.floor(Number(row?.number) / 10_000)
    // Debian appends its package: `16.4 (Debian 16.4-1.pgdg120+1)`
    const version = row?.version?.split(' ')[0] ?? ''
    requireSupported(majorVersion, version, addressLabel(address))
    return { address, provision, version, majorVersion }
  } finally {
    await connection.close()
  }
}

/** One database of a server; it need not exist yet. */
export function databaseOn(server: PostgresServer, name: string): PostgresDatabase {
  const address = { ...server.address, database: name }
  return {
    name,
    ownName: server.address.database,
    serverVersion: server.version,
    majorVersion: server.majorVersion,
    provision: server.provision,
    label: `${addressLabel(address)}/${name}`,
    variables: addressVariables(address),
    connect: () => connect(address),
  }
}

function requireSupported(majorVersion: number, version: string, label: string): void {
  if (majorVersion >= OLDEST_MAJOR) return
  throw new RehearsalError(
    'postgres-unsupported',
    `The server at ${label} is PostgreSQL ${version}; the oldest supported version is ${OLDEST_MAJOR}.`,
    {
      hint: `Use a server of version ${OLDEST_MAJOR} or newer, or leave out the URL to use the embedded one.`,
    },
  )
}
