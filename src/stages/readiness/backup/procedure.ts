import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClientPrograms, versionIn } from '../../../engines/postgres/client-programs.ts'
import type { PostgresDatabase } from '../../../engines/postgres/database.ts'
import type { PostgresServer, ProgramsInside } from '../../../engines/postgres/server.ts'
import { beginningOf } from '../../../progress/part-of.ts'
import type { ShownWords } from '../../../shell/shown-words.ts'
import { runOwnersCommand } from '../run-owners-command.ts'
import { programWords } from './program-words.ts'

/** How a backup is made and restored. Each step gives why it failed, or null. */
export interface Procedure {
  readonly name: string
  readonly backUp: (target: PostgresDatabase) => Promise<string | null>
  readonly restore: (empty: PostgresDatabase) => Promise<string | null>
  /** Takes the backup away, so that a restore has nothing to read; null where it is known to read it. */
  readonly hide: (() => Promise<void>) | null
  /** Never rejects. */
  readonly cleanUp: () => Promise<void>
}

/** Two jobs: a dump waits for the disk as much as for the server. */
const DUMP = ['--format=directory', '--compress=0', '--jobs=2', '--no-sync']
const RESTORE = ['--jobs=2', '--exit-on-error']

/** Commands for the shell, with the database in their environment and the place of the backup in `$BACKUP_PATH`. */
export function commands(
  name: string,
  { backup, restore }: { readonly backup: string; readonly restore: string },
  place: { readonly directory: string; readonly words: ShownWords; readonly timeoutMs: number },
  signal: AbortSignal,
): Procedure {
  const { directory } = place
  const path = join(directory, 'backup')
  const run = (command: string, database: PostgresDatabase) =>
    runOwnersCommand(command, { ...place, database, variables: { BACKUP_PATH: path } }, signal)
  return {
    name,
    backUp: async (target) =>
      (await run(backup, target)) ?? (existsSync(path) ? null : 'it has written nothing to $BACKUP_PATH'),
    restore: (empty) => run(restore, empty),
    // a restore may have removed it
    hide: async () => {
      if (existsSync(path)) await rename(path, join(directory, `hidden-${randomBytes(8).toString('hex')}`))
    },
    // the folder goes with the run
    cleanUp: async () => {},
  }
}

/** The programs of this machine. */
export function installedPrograms(
  { pgDump, pgRestore, version }: ClientPrograms,
  directory: string,
  timeoutMs: number,
  signal: AbortSignal,
): Procedure {
  const name = `pg_dump and pg_restore ${version}`
  const backup = `LC_ALL=C '${pgDump}' ${DUMP.join(' ')} --file="$BACKUP_PATH"`
  const restore = `LC_ALL=C '${pgRestore}' ${RESTORE.join(' ')} --dbname="$PGDATABASE" "$BACKUP_PATH"`
  return {
    ...commands(name, { backup, restore }, { directory, words: programWords, timeoutMs }, signal),
    hide: null,
  }
}

/** The programs in the container of the server; null where it has none of the server's version. */
export async function programsInside(
  inside: ProgramsInside,
  { majorVersion, address }: PostgresServer,
  signal: AbortSignal,
): Promise<Procedure | null> {
  const said = await inside.run(['pg_dump', '--version'], {}, signal)
  const version = said.status === 0 ? versionIn(said.output) : null
  if (version?.split('.')[0] !== String(majorVersion)) return null
  const run = async (command: readonly string[], database: PostgresDatabase) => {
    const variables = {
      LC_ALL: 'C',
      PGHOST: '127.0.0.1',
      PGPORT: String(inside.port),
      PGUSER: address.user,
      PGDATABASE: database.name,
      ...(address.password === null ? {} : { PGPASSWORD: address.password }),
    }
    const { status, output } = await inside.run(command, variables, signal)
    if (status === 0) return null
    const words = programWords(output)
    return `exit status ${status}${words === null ? '' : `: ${beginningOf(words, 500)}`}`
  }
  return {
    name: `pg_dump and pg_restore ${version} in the container of the server`,
    backUp: (target) => run(['pg_dump', ...DUMP, `--file=${inside.folder}`], target),
    restore: (empty) => run(['pg_restore', ...RESTORE, `--dbname=${empty.name}`, inside.folder], empty),
    hide: null,
    cleanUp: async () => void (await inside.run(['rm', '-rf', inside.folder], {}, signal).catch(() => {})),
  }
}
