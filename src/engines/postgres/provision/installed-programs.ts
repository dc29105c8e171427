import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { OLDEST_MAJOR } from '../server.ts'
import { programsIn, type ServerPrograms } from './server-programs.ts'
import type { Surroundings } from './surroundings.ts'

export interface InstalledPrograms extends ServerPrograms {
  readonly majorVersion: number
}

/** A folder, the names in it that stand for a version, and where below them the programs are. */
const PLACES: readonly (readonly [folder: string, names: RegExp, programs: string])[] = [
  // Debian and Ubuntu, and GitHub's Ubuntu runners
  ['/usr/lib/postgresql', /^\d+$/, 'bin'],
  // Red Hat with the packages of postgresql.org
  ['/usr', /^pgsql-\d+$/, 'bin'],
  // Alpine
  ['/usr/libexec', /^postgresql\d+$/, ''],
  // Homebrew on both kinds of Mac
  ['/opt/homebrew/opt', /^postgresql@\d+$/, 'bin'],
  ['/usr/local/opt', /^postgresql@\d+$/, 'bin'],
  ['/Applications/Postgres.app/Contents/Versions', /^\d+$/, 'bin'],
  // the installer for Windows
  [String.raw`C:\Program Files\PostgreSQL`, /^\d+$/, 'bin'],
]

/**
 * The programs of all servers that are installed on this machine and new enough, the newest first: in the usual
 * folders, where `PGBIN` points on GitHub's Windows runners, and in `PATH`.
 */
export async function findInstalledPrograms(
  environment: Surroundings['environment'],
  places = PLACES,
): Promise<readonly InstalledPrograms[]> {
  const { PGBIN, PATH = '' } = environment
  const folders = [...(PGBIN ? [PGBIN] : []), ...places.flatMap(foldersIn), ...PATH.split(delimiter)]
  const complete = folders.filter(
    (folder) => folder !== '' && Object.values(programsIn(folder)).every(existsSync),
  )
  const real = await Promise.all(complete.map(withoutLinks))
  const found = await Promise.all([...new Set(real)].map(readPrograms))
  return found
    .filter((programs) => programs !== null)
    .filter(({ majorVersion }) => majorVersion >= OLDEST_MAJOR)
    .toSorted((a, b) => b.majorVersion - a.majorVersion)
}

function foldersIn([folder, names, programs]: (typeof PLACES)[number]): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => names.test(name))
      .map((name) => join(folder, name, programs))
  } catch {
    return []
  }
}

/** A folder of `PATH` may hold mere links; the server looks for its other files beside the real program. */
async function withoutLinks(folder: string): Promise<string> {
  return dirname(await realpath(programsIn(folder).postgres))
}

/** `postgres (PostgreSQL) 16.15 (Ubuntu 16.15-0ubuntu0.24.04.1)`; null for what is no server at all. */
async function readPrograms(folder: string): Promise<InstalledPrograms | null> {
  const programs = programsIn(folder)
  try {
    const { stdout } = await promisify(execFile)(programs.postgres, ['--version'], { env: { LC_ALL: 'C' } })
    const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? []
    return major === undefined ? null : { ...programs, majorVersion: Number(major) }
  } catch {
    return null
  }
}
