import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Its headers are compiled into the binaries of better-sqlite3. SQLite itself is in the public domain. */
const COMPILED_IN = ['node_modules/node-addon-api']

/**
 * What the bundle carries of others: name, version, licence and its text, for each of these package folders.
 *
 * @throws Error when a package comes without the text of its licence
 */
export function renderLicenses(root: string, folders: readonly string[]): string {
  const entries = [...folders, ...COMPILED_IN].map((folder) => renderEntry(join(root, folder)))
  return entries.toSorted().join(`\n${'-'.repeat(80)}\n\n`)
}

function renderEntry(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const text = licenseFile(folder) ?? licenseSection(folder)
  if (text === null) throw new Error(`${name} comes without the text of its licence`)
  return `${name} ${version} (${license})\n\n${text.replaceAll('\r\n', '\n').trim()}\n`
}

function licenseFile(folder: string): string | null {
  const [file] = readdirSync(folder).filter((name) => /^licen[cs]e/i.test(name))
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8')
}

/** Some packages have it at the end of their README only. */
function licenseSection(folder: string): string | null {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  return /^## licen[cs]e$(.*)/ims.exec(readme)?.[1] ?? null
}
