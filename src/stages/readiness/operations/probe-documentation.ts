import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type LastChange, lastChange } from '../../../shell/last-change.ts'
import { type Finding, fail, pass, unverified } from '../finding.ts'
import { NEEDS } from '../not-executed.ts'
import type { Subject } from '../subject.ts'

/** What is documented, and what cannot be the documentation: as {@link Subject} has it. */
type Documented = Pick<Subject, 'schemaFrom'> & Partial<Pick<Subject, 'inputs'>>

/**
 * Documentation that is there, and was changed no earlier than the schema.
 *
 * @param path null where the settings name none
 */
export async function probeDocumentation(
  path: string | null,
  { schemaFrom: schema, inputs = [] }: Documented,
): Promise<Finding> {
  if (path === null) {
    return unverified(NEEDS.documentation)
  }
  const documented = await lastChange(path)
  if (documented === null) return fail(`There is no ${path}.`)
  const other = await whatElse(path, inputs)
  if (other !== null) return unverified(`${path} ${other}. Name what documents the migration.`)
  if (!(await saysSomething(path))) return fail(`${path} says nothing.`)
  switch (schema.kind) {
    case 'command':
      return unverified(
        `${path} is there. A command makes the schema, so nobody knows when it changed. ${ATTEST}`,
      )
    case 'file':
      return await compare({ path, documented }, schema.path, false)
    case 'source':
      if (schema.path !== null) return await compare({ path, documented }, schema.path, true)
      return unverified(
        `${path} is there. The schema is derived from the snapshot, which a command writes for each run, so nobody knows when the schema changed. ${COMMIT}`,
      )
    default:
      return schema satisfies never
  }
}

/** By so much the clock of whoever commits may be ahead of ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000

const ATTEST = 'Somebody can attest that it is up to date.'
const COMMIT = `Keep the schema in a committed file, which \`schema\` names, or let somebody attest that the documentation is up to date.`

/**
 * A commit of a file with rows may have changed its rows alone, but its schema changed then or before: documentation that is
 * no older than the commit is no older than the schema, and of other documentation nothing is known. The time of the file
 * itself says less still, because a copy has that of the copying, and a WAL lies beside it.
 *
 * @param holdsRows the schema is derived from it
 */
async function compare(
  { path, documented }: { readonly path: string; readonly documented: LastChange | 'shallow' | 'unasked' },
  schema: string,
  holdsRows: boolean,
): Promise<Finding> {
  if (await isWithin(schema, path)) {
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
  const ahead = [documented, changed].some(({ at }) => at.getTime() > Date.now() + CLOCKS_DIFFER_MS)
  if (ahead) {
    return unverified(`A time in the future tells nothing of which was changed first. ${times}. ${ATTEST}`)
  }
  const isOlder = documented.at < changed.at
  if (holdsRows && (isOlder || changed.by === 'file')) {
    return unverified(
      `${path} is there. The schema is derived from ${schema}, and that file changes with its rows, so its time does not tell when the schema changed. ${times}. ${COMMIT}`,
    )
  }
  if (isOlder) return fail(`The documentation is older than the schema. ${times}.`)
  return pass(`The documentation is no older than the schema. ${times}.`)
}

/** In words, what a path is or holds that the run or git reads; null where it is nothing of that. */
async function whatElse(path: string, inputs: readonly string[]): Promise<string | null> {
  if ((await realpath(path)).split(sep).includes('.git')) return 'is what git writes'
  for (const input of inputs) {
    if (await isWithin(input, path)) return `is, or holds, what the run itself reads (${input})`
  }
  return null
}

/** Also through links. */
async function isWithin(inner: string, outer: string): Promise<boolean> {
  const [one, other] = await Promise.all([inner, outer].map((path) => stat(path).catch(() => null)))
  if (one != null && other != null && one.ino === other.ino && one.dev === other.dev) return true
  const [innermost, outermost] = await Promise.all(
    [inner, outer].map((path) => realpath(path).catch(() => resolve(path))),
  )
  const way = relative(outermost ?? '', innermost ?? '')
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/** A file with a letter or a digit in it, or a folder that holds one. */
async function saysSomething(path: string): Promise<boolean> {
  const found = await stat(path)
  if (!found.isDirectory()) return found.isFile() && (await hasText(path))
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && (await hasText(join(entry.parentPath, entry.name)))) return true
  }
  return false
}

async function hasText(path: string): Promise<boolean> {
  for await (const piece of createReadStream(path, 'utf8')) {
    if (/[\p{L}\p{N}]/u.test(String(piece))) return true
  }
  return false
}

function timeOf({ at, by }: LastChange): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC by ${by === 'git' ? 'git' : 'the file'}`
}
