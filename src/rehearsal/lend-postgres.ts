import type { PostgresDatabase } from '../engines/postgres/database.ts'
import { withGivenDatabase } from '../engines/postgres/provision/given-database.ts'
import { withScratchPostgres } from '../engines/postgres/provision/scratch-postgres.ts'
import type { LeftDatabase, PostgresServer } from '../engines/postgres/server.ts'
import type { Context } from '../progress/context.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { EarlyLoan } from './early-loan.ts'
import type { Invocation } from './invocation.ts'

/** An empty database, and the server that it is on. */
export interface LentPostgres {
  readonly database: PostgresDatabase
  readonly server: PostgresServer
}

/**
 * The PostgreSQL that the settings ask for, on its way while the source is read.
 *
 * @param sourceBytes what decides how much room the server needs
 * @param tellLeft hears of scratch databases that stay on the server
 */
export function lendPostgres(
  settings: ParsedSettings,
  invocation: Invocation,
  sourceBytes: Promise<number>,
  { emit, signal }: Context,
  tellLeft: (left: LeftDatabase) => void,
): EarlyLoan<LentPostgres> {
  const note = (message: string) => emit({ type: 'note', message })
  const wanted = { ...settings.postgres, ...invocation, sourceBytes, note, tellLeft }
  const { keep } = settings.output
  return new EarlyLoan(
    (either, use) =>
      withScratchPostgres(wanted, { keep, signal: either }, (database, server) => use({ database, server })),
    signal,
  )
}

/** The database that the settings name, to be read only, on its way while the source is read. */
export function lendGiven({ postgres }: ParsedSettings, { signal }: Context): EarlyLoan<PostgresDatabase> {
  const { url, version } = postgres
  return new EarlyLoan((either, use) => withGivenDatabase(url ?? '', version, either, use), signal)
}
