import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withScratchDatabase } from '../../../engines/postgres/scratch-database.ts'
import { ScriptError } from '../../../engines/sqlite/run-script.ts'
import { reviveSqliteError, sqliteResultCode } from '../../../engines/sqlite/sqlite-error.ts'
import { shownBy } from '../../../shell/shown-words.ts'
import { RequestThread } from '../../../threads/request-thread.ts'
import type { SentError } from '../../../threads/serve-requests.ts'
import { type Finding, fail, unverified } from '../finding.ts'
import { runOwnersCommand } from '../run-owners-command.ts'
import type { Subject } from '../subject.ts'
import type { CopyComparison } from './compare-copies.ts'
import type { CopyRequest } from './copy-thread.ts'
import { judgeCopy } from './judge-copy.ts'
import { implicitRowid } from './rowids.ts'
import type { SameTables } from './same-tables.ts'
import { knownOf } from './spelling.ts'
import { writeBack } from './write-back.ts'

export type CopyThread = RequestThread<CopyRequest>

/** The thread in which SQLite writes and compares the file. */
export function startCopyThread(): CopyThread {
  return new RequestThread<CopyRequest>(new URL('./copy-thread.ts', import.meta.url), revive)
}

/**
 * Writes the target back to a new SQLite file, or has the command of the owner do it, and compares that with the
 * snapshot, cell by cell.
 *
 * @param command writes to `$ROLLBACK_PATH`; null where the run does it
 * @param thread is ended
 */
export async function probeRollback(
  subject: Subject,
  command: string | null,
  thread: CopyThread,
  signal: AbortSignal,
): Promise<Finding> {
  const path = join(subject.directory, 'rolled-back.sqlite')
  const end = () => void thread.end()
  signal.addEventListener('abort', end, { once: true })
  try {
    return await writeAndCompare(subject, command, thread, path, signal)
  } catch (error) {
    // the thread that the abort has ended fails with an error of its own
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', end)
    await thread.end()
    await rm(path, { force: true })
  }
}

const NONE_KNOWN: SameTables = new Map()

async function writeAndCompare(
  subject: Subject,
  command: string | null,
  thread: CopyThread,
  path: string,
  signal: AbortSignal,
): Promise<Finding> {
  const started = performance.now()
  const outcome =
    command === null
      ? await writeItBack(subject, thread, path, signal)
      : await runRollback(subject, command, path, signal)
  if (typeof outcome === 'string') return fail(`The target could not be written back: ${outcome}.`)
  if (!existsSync(path)) return fail('The rollback command has written no file to $ROLLBACK_PATH.')
  const written = performance.now() - started
  const isOwners = command !== null
  const compared = await compareOrExplain(subject, thread, path, isOwners, outcome ?? NONE_KNOWN)
  if (typeof compared === 'string') return fail(`The file that was written back cannot be read: ${compared}.`)
  const finding = judgeCopy(compared, isOwners ? "the owner's command" : 'this run', written, subject)
  if (!isOwners || finding.status !== 'pass' || compared.rows === 0) return finding
  if (!(await writesWithoutTarget(subject, command, thread, signal))) return finding
  return unverified(
    'The rollback command writes the rows of the snapshot from an empty database too, so it has not shown that it reads the target.',
  )
}

function runRollback(
  { database, directory, commands }: Subject,
  command: string,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  const surroundings = { database, directory, variables: { ROLLBACK_PATH: path }, ...shownBy(commands) }
  return runOwnersCommand(command, surroundings, signal)
}

/**
 * The command once more, where there is nothing to write back: one that copies the old file would pass every comparison.
 */
async function writesWithoutTarget(
  subject: Subject,
  command: string,
  thread: CopyThread,
  signal: AbortSignal,
): Promise<boolean> {
  const path = join(subject.directory, 'from-nothing.sqlite')
  const failure = await withScratchDatabase(subject.server, { keep: false, signal }, (database) =>
    runRollback({ ...subject, database }, command, path, signal),
  )
  try {
    if (failure !== null || !existsSync(path)) return false
    const compared = await compareOrExplain(subject, thread, path, false, NONE_KNOWN)
    return typeof compared !== 'string' && compared.rows > 0
  } finally {
    await rm(path, { force: true })
  }
}

/** Errors come out of the thread as their text. */
function revive(error: SentError): Error {
  return error.name === 'ScriptError' ? new ScriptError(0, error.message) : reviveSqliteError(error)
}

/** @returns what of it is seen to be the same, or why it could not be written */
async function writeItBack(
  subject: Subject,
  thread: CopyThread,
  path: string,
  signal: AbortSignal,
): Promise<SameTables | string> {
  const connection = await subject.database.connect()
  try {
    const { sequences } = subject.schema
    return await writeBack({ ...subject, sequences }, connection, thread, path, signal)
  } catch (error) {
    if (error instanceof ScriptError) return `SQLite refuses a definition of the source: ${error.message}`
    const code = sqliteResultCode(error)
    if (code === null) throw error
    return `SQLite refuses a row that PostgreSQL holds (${code})`
  } finally {
    await connection.close()
  }
}

async function compareOrExplain(
  { snapshot, catalog, plan, excluded }: Subject,
  thread: CopyThread,
  path: string,
  checksFile: boolean,
  same: SameTables,
): Promise<CopyComparison | string> {
  const tables = plan.tables.map((table) => ({
    plan: table,
    known: knownOf(catalog, table),
    rowid: implicitRowid(catalog, table.source),
  }))
  try {
    return await thread.ask({
      kind: 'compare',
      original: snapshot.path,
      copy: path,
      tables,
      excluded,
      same,
      checksFile,
    })
  } catch (error) {
    const code = sqliteResultCode(error)
    if (code === null) throw error
    return String(code)
  }
}
