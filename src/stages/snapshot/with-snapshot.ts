import { mkdtemp, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LineReaders } from '../../engines/sqlite/line-readers.ts'
import { openPrivateCopy } from '../../engines/sqlite/open-private-copy.ts'
import { openSqlite } from '../../engines/sqlite/open-sqlite.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { type Issue, issue } from '../../issues/issue.ts'
import type { Context } from '../../progress/context.ts'
import { checkIntegrity } from './check-integrity.ts'
import { explainSourceError, IN_USE_HINT } from './explain-error.ts'
import { sha256OfFile, stampFiles } from './file-stamp.ts'
import { locateSource, type SourceFile } from './locate-source.ts'
import { type DatabaseFile, makeReadable } from './make-readable.ts'
import { prepareDatabase } from './prepare-database.ts'
import { copyFileTo } from './private-copy.ts'
import { withPrivateDirectory } from './private-directory.ts'
import { COMMAND_OUTPUT } from './run-snapshot-command.ts'
import { sha256OfSchema } from './sha256-of-schema.ts'
import type { PrivateCopy, Snapshot, TextEncoding } from './snapshot.ts'
import type { SnapshotOptions } from './snapshot-options.ts'

/**
 * Gives a consistent, read-only view of the source for as long as `use` runs. The source, its sidecars and its folder
 * stay as they are: what SQLite would have to write to happens in a private directory, which is always removed.
 *
 * @throws RehearsalError with a `snapshot-…` code when the source cannot be read as a database, and `snapshot-in-use`
 *   when somebody wrote to it meanwhile: what was found would mix two states; `prepare-failed` for a script
 */
export async function withSnapshot<T>(
  options: SnapshotOptions,
  context: Context,
  use: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  return withPrivateDirectory(async (directory) => {
    const source = await explained(
      options.snapshot ?? COMMAND_OUTPUT,
      () => locateSource(options, directory, context.signal),
      context.signal,
    )
    const stamp = await stampFiles(source.path)
    const take = async () => {
      const taken = await takeSnapshot(source, directory, options, context)
      if ((await stampFiles(source.path)) !== stamp) throw inUse(source)
      return taken
    }
    const snapshot = await explained(source.shownPath, take, context.signal)
    const result = await use(snapshot).finally(() => snapshot.readers.close())
    if (snapshot.path === source.path && (await stampFiles(source.path)) !== stamp) {
      if ((await sha256OfFile(source.path, context.signal)) !== snapshot.sha256) throw inUse(source)
    }
    return result
  })
}

async function explained<T>(
  shownPath: string,
  work: () => Promise<T>,
  signal: AbortSignal | null = null,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    throw explainSourceError(error, shownPath)
  }
}

/** Hashes before SQLite opens the file: closing it drops the locks of every connection. https://www.sqlite.org/howtocorrupt.html */
async function takeSnapshot(
  source: SourceFile,
  directory: string,
  options: SnapshotOptions,
  context: Context,
): Promise<Snapshot> {
  const { size: sizeBytes } = await stat(source.path)
  const sha256 = await sha256OfFile(source.path, context.signal)
  const readable = await makeReadable(source, directory, options.maxBytes, context.signal)
  const file = await prepareDatabase(readable, options.prepare ?? [], directory, options.maxBytes, context)
  context.signal.throwIfAborted()
  const snapshot = {
    sourcePath: source.shownPath,
    path: file.path,
    privateDirectory: directory,
    sizeBytes,
    sha256,
    ...inspect(file),
    readers: new LineReaders(),
    open: () => openSqlite(file.path),
  }
  return { ...snapshot, copy: () => copySnapshot(snapshot, directory) }
}

/** A name of its own for each copy. */
async function copySnapshot(snapshot: Omit<Snapshot, 'copy'>, directory: string): Promise<PrivateCopy> {
  const path = join(await mkdtemp(join(directory, 'copy-')), 'database')
  await explained(snapshot.sourcePath, () => copyFileTo(snapshot.path, path))
  const copy = {
    ...snapshot,
    path,
    open: () => openSqlite(path),
    openForWriting: () => openPrivateCopy(path),
  }
  return { ...copy, copy: () => copySnapshot(copy, directory) }
}

function inspect(
  file: DatabaseFile,
): Pick<Snapshot, 'sqliteVersion' | 'encoding' | 'schemaSha256' | 'issues'> {
  const database = openSqlite(file.path)
  try {
    database.prepare('select count(*) from sqlite_schema').get()
    return {
      sqliteVersion: database.prepare('select sqlite_version()').pluck().get() as string,
      encoding: database.pragma('encoding', { simple: true }) as TextEncoding,
      schemaSha256: sha256OfSchema(database),
      issues: [...(file.walIsMissing ? [walMissing()] : []), ...checkIntegrity(database, file.sizeBytes)],
    }
  } finally {
    database.close()
  }
}

/** LOW, because most such files are whole: the last connection that closes removes the -wal file. */
function walMissing(): Issue {
  return issue('wal-missing', {
    priority: 'LOW',
    message:
      'The database is in WAL mode and has no -wal file beside it. That is so after a clean shutdown, and also when ' +
      'the file was copied from a running application without its -wal: the newest transactions would be missing ' +
      'then, and the file alone cannot tell.',
  })
}

function inUse(source: SourceFile): RehearsalError {
  return new RehearsalError('snapshot-in-use', `${source.shownPath} changed while it was being read`, {
    hint: IN_USE_HINT,
  })
}
