import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { RehearsalError } from '../../../src/errors/rehearsal-error.ts'
import type { Context } from '../../../src/progress/context.ts'
import type { Examination, Snapshot } from '../../../src/stages/snapshot/snapshot.ts'
import type { SnapshotOptions } from '../../../src/stages/snapshot/snapshot-options.ts'
import { withSnapshot } from '../../../src/stages/snapshot/with-snapshot.ts'
import { DEFAULT_SNAPSHOT_OPTIONS } from '../../support/snapshot-options.ts'
import { temporaryDirectory } from '../../support/sqlite.ts'

export const quiet: Context = { emit: () => {}, signal: new AbortController().signal }

export function take<T>(
  source: string | Partial<SnapshotOptions>,
  use: (snapshot: Snapshot & Examination) => Promise<T> | T,
  context: Context = quiet,
): Promise<T> {
  const given = typeof source === 'string' ? { snapshot: source } : source
  return withSnapshot({ ...DEFAULT_SNAPSHOT_OPTIONS, ...given }, context, async (snapshot) =>
    use({ ...snapshot, ...(await snapshot.examine()) }),
  )
}

/** The error of a source that must not open. */
export async function refusal(
  source: string | Partial<SnapshotOptions>,
  context?: Context,
): Promise<RehearsalError> {
  const opened = Symbol('opened')
  const outcome = await take(source, () => opened, context).catch((error: unknown) => error)
  if (outcome === opened) throw new Error('the source was opened')
  return outcome as RehearsalError
}

/** The rows of a query, through a connection of the snapshot. */
export function query(snapshot: Snapshot, sql: string): unknown[] {
  const database = snapshot.open()
  try {
    return database.prepare(sql).raw().all()
  } finally {
    database.close()
  }
}

/** Every name in the folder of a file with the hash of its content. */
export async function folderState(path: string): Promise<readonly string[]> {
  const folder = dirname(path)
  const names = (await readdir(folder)).sort()
  return Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(folder, name))
      return `${name} ${createHash('sha256').update(content).digest('hex')}`
    }),
  )
}

/** Makes a database in a process that is killed before it can close it, and gives its path. */
export async function crashedDatabase(statements: string): Promise<string> {
  const path = join(await temporaryDirectory(), 'app.db')
  const program = `
    const database = new (require('better-sqlite3'))(${JSON.stringify(path)})
    database.exec(${JSON.stringify(statements)})
    process.kill(process.pid, 'SIGKILL')`
  const killed = await promisify(execFile)(process.execPath, ['-e', program]).catch((error) => error)
  if (killed.signal !== 'SIGKILL') throw killed
  return path
}
