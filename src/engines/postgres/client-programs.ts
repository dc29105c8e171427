import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** The programs that make and restore a dump. */
export interface ClientPrograms {
  readonly pgDump: string
  readonly pgRestore: string
  /** `15.18` */
  readonly version: string
}

/** Where packages put them beside the PATH. */
const FOLDERS = (major: number) => [
  `/usr/lib/postgresql/${major}/bin/`,
  `/usr/pgsql-${major}/bin/`,
  `/opt/homebrew/opt/postgresql@${major}/bin/`,
  `/usr/local/opt/postgresql@${major}/bin/`,
  '',
]

/**
 * The programs of a major version; null where they are not installed. Those of an older version refuse a server, and the
 * dump of a newer one may hold settings that an older server does not know.
 * https://www.postgresql.org/docs/current/app-pgdump.html#APP-PGDUMP-NOTES
 */
export async function findClientPrograms(major: number): Promise<ClientPrograms | null> {
  // a fork of this process, to find that there is nothing to start, holds the main thread for 10 ms (measured)
  for (const folder of FOLDERS(major).filter((path) => path === '' || existsSync(path))) {
    const [pgDump, pgRestore] = [`${folder}pg_dump`, `${folder}pg_restore`]
    const version = await versionOf(pgDump)
    // the other one is not started for nothing: Debian's are a program in Perl that looks for them
    if (!isOf(major, version) || !isOf(major, await versionOf(pgRestore))) continue
    return { pgDump, pgRestore, version }
  }
  return null
}

function isOf(major: number, version: string | null): version is string {
  return version?.split('.')[0] === String(major)
}

/** @param line what a program says to `--version`: `pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` */
export function versionIn(line: string): string | null {
  return /\(PostgreSQL\) ([\d.]+)/.exec(line)?.[1] ?? null
}

async function versionOf(program: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'])
    return versionIn(stdout)
  } catch {
    return null
  }
}
