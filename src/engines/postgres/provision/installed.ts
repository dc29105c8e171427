import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { findInstalledPrograms } from './installed-programs.ts'
import type { LentServer } from './lent-server.ts'
import { startOwnServer } from './own-server.ts'
import type { ServerHome } from './server-home.ts'
import { type ServerPrograms, whyNotRunnable } from './server-programs.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Starts a server of our own with the programs that are installed on this machine. A server that already runs here is
 * left alone.
 *
 * @param version the major version that it must have; null takes the newest
 * @throws RehearsalError `postgres-not-installed`, `postgres-start-failed`; the reason of `signal`
 */
export async function startInstalledServer(
  version: number | null,
  environment: Surroundings['environment'],
  signal: AbortSignal,
  durable: boolean,
): Promise<LentServer> {
  const installed = await findInstalledPrograms(environment)
  const found = installed.find(({ majorVersion }) => version === null || version === majorVersion)
  if (found === undefined)
    throw notInstalled(version, [...new Set(installed.map((each) => each.majorVersion))])
  const prepare = ({ user }: ServerHome) => requireRunnable(found, user)
  return await startOwnServer(
    { provision: 'installed', majorVersion: found.majorVersion, prepare },
    signal,
    durable,
  )
}

async function requireRunnable(programs: ServerPrograms, user: ServerHome['user']): Promise<ServerPrograms> {
  const why = await whyNotRunnable(programs, user)
  if (why === null) return programs
  throw new RehearsalError(
    'postgres-start-failed',
    `The installed PostgreSQL does not run as the user ${user?.name ?? 'that runs this'}:\n${why}`,
    { hint: 'Name a running server by its URL.' },
  )
}

function notInstalled(version: number | null, others: readonly number[]): RehearsalError {
  const there = others.length === 0 ? '' : `, only ${others.join(' and ')}`
  return new RehearsalError(
    'postgres-not-installed',
    `No PostgreSQL${version === null ? '' : ` ${version}`} is installed on this machine${there}.`,
    { hint: 'Install the programs initdb and postgres, or name a running server by its URL.' },
  )
}
