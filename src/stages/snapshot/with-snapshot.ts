import { type FileHandle, mkdtemp, open } from 'node:fs/promises'
import { join } from 'node:path'
import { openPrivateCopy } from '../../engines/sqlite/open-private-copy.ts'
import { openSqlite } from '../../engines/sqlite/open-sqlite.ts'
import { reviveSqliteError, sqliteResultCode } from '../../engines/sqlite/sqlite-error.ts'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Context } from '../../progress/context.ts'
import { withPrivateDirectory } from '../../shell/private-directory.ts'
import { Begun } from '../../threads/begun.ts'
import { ThreadPool } from '../../threads/thread-pool.ts'
import { damageOf, hashOf } from './examine-source.ts'
import { explainSourceError, IN_USE_HINT } from './explain-error.ts'
import { stampFiles } from './file-stamp.ts'
import { isLarge } from './large-database.ts'
import { locateSource, type SourceFile } from './locate-source.ts'
import { type DatabaseFile, makeReadable } from './make-readable.ts'
import { prepareDatabase } from './prepare-database.ts'
import { copyFileTo } from './private-copy.ts'
import { COMMAND_OUTPUT } from './run-snapshot-command.ts'
import { sha256OfSchema } from './sha256-of-schema.ts'
import type { Examination, PrivateCopy, Snapshot, TextEncoding } from './snapshot.ts'
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
  const { signal } = context
  return withPrivateDirectory(async (directory) => {
    const source = await explained(
      options.snapshot ?? COMMAND_OUTPUT,
      () => locateSource(options, directory, signal),
      signal,
    )
    const stamp = await stampFiles(source.path)
    const isChanged = async () => (await stampFiles(source.path)) !== stamp
    const files = new OpenFiles()
    const handle = await explained(source.shownPath, () => files.open(source.path), signal)
    const threads = options.threads ?? new ThreadPool(options.jobs, reviveSqliteError)
    try {
      const take = async () => {
        const taken = await takeSnapshot({ ...source, handle }, directory, options, threads, files, context)
        if (await isChanged()) throw inUse(source)
        return taken
      }
      const { examining, ...snapshot } = await explained(source.shownPath, take, signal)
      const isOther = async () => snapshot.path === source.path && (await isChanged())
      const result = await use(snapshot)
        .catch(async (error: unknown) => {
          throw isOfReading(error) && (await isOther()) ? inUse(source, options, error) : error
        })
        .finally(() => examining.settled(signal))
      await examining.begun
      if (await isOther()) {
        const { sha256 } = await snapshot.examine()
        if ((await hashAgain(source.path, threads, signal)) !== sha256) throw inUse(source, options)
      }
      return result
    } finally {
      await threads.close()
      await files.close()
    }
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

/** Files that stay open until the end. */
class OpenFiles {
  readonly #handles: FileHandle[] = []

  async open(path: string): Promise<FileHandle> {
    const handle = await open(path)
    this.#handles.push(handle)
    return handle
  }

  async close(): Promise<void> {
    await Promise.all(this.#handles.map((handle) => handle.close()))
  }
}

interface OpenSource extends SourceFile {
  /** Open until the end: to close it would drop the locks of every connection. https://www.sqlite.org/howtocorrupt.html */
  readonly handle: FileHandle
}

async function takeSnapshot(
  source: OpenSource,
  directory: string,
  options: SnapshotOptions,
  threads: ThreadPool,
  files: OpenFiles,
  context: Context,
): Promise<Snapshot & { readonly examining: Begun<Examination> }> {
  const { signal } = context
  const { size: sizeBytes } = await source.handle.stat()
  if (isLarge(sizeBytes)) threads.start()
  const hash = () => hashOf(source.handle.fd, sizeBytes, threads, signal)
  // before SQLite writes to a file of ours
  const ours = source.isPrivate ? await hash() : null
  const readable = await makeReadable(source, directory, options.maxBytes, signal)
  const file = await prepareDatabase(readable, options.prepare ?? [], directory, options.maxBytes, context)
  // before it is known whether the file has changed since it was copied
  const copied = ours ?? (file.path === source.path ? null : await hash())
  signal.throwIfAborted()
  const { issues, ...facts } = inspect(file)
  const examine = async (): Promise<Examination> => {
    // one after the other: a load wants threads too
    const sha256 = copied ?? (await hash())
    const damage = await damageOf(file, options.hugeFrom ?? HUGE_DATABASE, threads, signal)
    return { sha256, issues: [...issues, ...damage] }
  }
  const examining = new Begun(() => explained(source.shownPath, examine, signal))
  const snapshot = {
    sourcePath: source.shownPath,
    path: file.path,
    descriptor: (file.path === source.path ? source.handle : await files.open(file.path)).fd,
    privateDirectory: directory,
    sizeBytes,
    isLarge: isLarge(file.sizeBytes),
    ...facts,
    examine: () => examining.begin(),
    threads,
    open: () => openSqlite(file.path),
  }
  return { ...snapshot, copy: () => copySnapshot(snapshot, directory, files, signal), examining }
}

/** SQLite checks as much in a second (measured: 1 GB, warm). */
const HUGE_DATABASE = 512 << 20

/** null where there is no file any more. */
async function hashAgain(path: string, threads: ThreadPool, signal: AbortSignal): Promise<string | null> {
  const handle = await open(path).catch(() => null)
  if (handle === null) return null
  const { size } = await handle.stat()
  return await hashOf(handle.fd, size, threads, signal).finally(() => handle.close())
}

/** A name of its own for each copy. */
async function copySnapshot(
  snapshot: Omit<Snapshot, 'copy'>,
  directory: string,
  files: OpenFiles,
  signal: AbortSignal,
): Promise<PrivateCopy> {
  const path = join(await mkdtemp(join(directory, 'copy-')), 'database')
  await explained(snapshot.sourcePath, () => copyFileTo(snapshot.path, path, signal), signal)
  const copy = {
    ...snapshot,
    path,
    descriptor: (await files.open(path)).fd,
    open: () => openSqlite(path),
    openForWriting: () => openPrivateCopy(path),
  }
  return { ...copy, copy: () => copySnapshot(copy, directory, files, signal) }
}

function inspect(
  file: DatabaseFile,
): Pick<Snapshot, 'sqliteVersion' | 'encoding' | 'schemaSha256'> & Pick<Examination, 'issues'> {
  const database = openSqlite(file.path)
  try {
    database.prepare('select count(*) from sqlite_schema').get()
    return {
      sqliteVersion: database.prepare('select sqlite_version()').pluck().get() as string,
      encoding: database.pragma('encoding', { simple: true }) as TextEncoding,
      schemaSha256: sha256OfSchema(database),
      issues: file.walIssue === null ? [] : [file.walIssue],
    }
  } finally {
    database.close()
  }
}

/** What comes of a file that is not there any more when a thread opens it, or is another one. */
function isOfReading(error: unknown): boolean {
  return sqliteResultCode(error) !== null || errorCode(error) === 'ENOENT'
}

/** Before anything is done with the source, none of the commands has run. */
function inUse(
  source: SourceFile,
  { otherCommands = [] }: Pick<SnapshotOptions, 'otherCommands'> = {},
  cause?: unknown,
): RehearsalError {
  const commands =
    otherCommands.length === 0
      ? ''
      : `Commands of the settings ran meanwhile, and one of them may have written to it: ${otherCommands.join(', ')}. Otherwise: `
  return new RehearsalError('snapshot-in-use', `${source.shownPath} changed while it was being read.`, {
    hint: `${commands}${IN_USE_HINT}`,
    cause,
  })
}
