import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type LastChange, lastChange } from '../../../shell/last-change.ts'
import { type Finding, fail, pass, unverified } from '../finding.ts'
import { NEEDS } from '../not-executed.ts'

/**
 * Documentation that is there, and was changed no earlier than the schema.
 *
 * @param path null where the settings name none
 * @param schema the file or folder of the schema, or the source whose schema is derived; null where a command makes it
 */
export async function probeDocumentation(path: string | null, schema: string | null): Promise<Finding> {
  if (path === null) {
    return unverified(NEEDS.documentation)
  }
  const documented = await lastChange(path)
  if (documented === null) return fail(`There is no ${path}.`)
  if (!(await saysSomething(path))) return fail(`${path} is empty.`)
  if (schema === null) {
    return unverified(`${path} is there. A command makes the schema, so nobody knows when it changed.`)
  }
  if (isWithin(schema, path)) {
    return unverified(
      `${path} holds the schema itself, so it is never older. Name what documents the migration.`,
    )
  }
  const changed = await lastChange(schema)
  if (documented === 'shallow' || changed === 'shallow') {
    return unverified(
      `${path} is there. Check out the whole history (fetch-depth: 0), so that git can tell whether it is older than ${schema}.`,
    )
  }
  if (documented === 'unasked' || changed === 'unasked') {
    return unverified(
      `${path} is there. It lies in a git repository that git does not read here, and a checkout gives all files its own time: install git, or make the folder a safe.directory.`,
    )
  }
  if (changed === null) return fail(`There is no ${schema}.`)
  const times = `${path}: ${timeOf(documented)}; ${schema}: ${timeOf(changed)}`
  if (documented.at < changed.at) return fail(`The documentation is older than the schema. ${times}.`)
  return pass(`The documentation is no older than the schema. ${times}.`)
}

function isWithin(inner: string, outer: string): boolean {
  const way = relative(resolve(outer), resolve(inner))
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/** A file with more than blanks in it, or a folder that holds one. */
async function saysSomething(path: string): Promise<boolean> {
  const isFolder = (await stat(path)).isDirectory()
  if (!isFolder) return await hasText(path)
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && (await hasText(join(entry.parentPath, entry.name)))) return true
  }
  return false
}

async function hasText(path: string): Promise<boolean> {
  for await (const piece of createReadStream(path, 'utf8')) {
    if (String(piece).trim() !== '') return true
  }
  return false
}

function timeOf({ at, by }: LastChange): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC by ${by === 'git' ? 'git' : 'the file'}`
}
