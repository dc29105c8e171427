import { open, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { readScript, runScript, ScriptError, type ScriptOptions } from '../../engines/sqlite/run-script.ts'
import { runScriptApart } from '../../engines/sqlite/run-script-apart.ts'
import { SIDECARS_WITH_DATA } from '../../engines/sqlite/sidecars.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import type { Issue } from '../../issues/issue.ts'
import { RequestStopped } from '../../threads/request-process.ts'
import { checkComplete, pageSizeOf, readHeader } from './check-header.ts'
import type { SourceFile } from './locate-source.ts'
import { copyDatabase, isWalMode, needsRecovery, recover } from './private-copy.ts'
import { recogniseFile } from './recognise-file.ts'
import { tooLarge, unpack } from './unpack.ts'
import { walDamage, walMissing } from './wal-issue.ts'

/** A database that opens read-only and stands alone. */
export interface DatabaseFile {
  readonly path: string
  readonly sizeBytes: number
  /** Its write-ahead log is missing, or damaged. */
  readonly walIssue: Issue | null
}

/**
 * Turns whatever the source is into a database file. The source itself is used where SQLite can read it without
 * writing; all else becomes a file in `directory`.
 *
 * @throws RehearsalError, or an error of the file system, of zlib or of SQLite that `explainSourceError` explains
 */
export async function makeReadable(
  source: SourceFile,
  directory: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<DatabaseFile> {
  const { path, shownPath } = source
  const limits = { maxBytes: Math.min(maxBytes, await freeBytes(directory)), signal }
  const kind = await recogniseFile(path, shownPath)
  switch (kind.type) {
    case 'sqlite':
      return databaseFile(source, directory, signal)
    case 'script':
      return scriptDatabase(source, directory, limits)
    case 'gzip':
    case 'zstd': {
      const unpacked = join(directory, 'unpacked')
      if (path === unpacked) throw notSqlite(shownPath, 'an archive inside of an archive: unpack it first')
      await unpack(path, kind.type, unpacked, limits)
      return makeReadable({ path: unpacked, shownPath, isPrivate: true }, directory, maxBytes, signal)
    }
    case 'empty':
      throw new RehearsalError('snapshot-empty', `${shownPath} is empty.`, {
        hint: 'SQLite makes such a file when it opens a path that does not exist. Look for the real database.',
      })
    case 'encrypted':
      throw new RehearsalError('snapshot-encrypted', `${shownPath} looks encrypted: its bytes are random.`, {
        hint: "Decrypt it first; with SQLCipher: ATTACH a plain file with KEY '', then SELECT sqlcipher_export('plain').",
      })
    case 'other':
      throw notSqlite(shownPath, kind.description)
    default:
      return kind satisfies never
  }
}

/** A tenth of the free space stays free for others. */
async function freeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize * 0.9
}

function notSqlite(shownPath: string, description: string): RehearsalError {
  return new RehearsalError('snapshot-not-sqlite', `${shownPath} is ${description}.`, {
    hint: 'Give a SQLite database, a script of SQL, or either of them as .gz or .zst.',
  })
}

async function databaseFile(
  source: SourceFile,
  directory: string,
  signal: AbortSignal,
): Promise<DatabaseFile> {
  for (const suffix of SIDECARS_WITH_DATA) await refuseStrange(source, suffix)
  const header = await readHeader(source.path)
  const isMissing = isWalMode(header) && !(await exists(`${source.path}-wal`))
  const { path, damage } = await standAlone(source, directory, header, signal)
  const { size: sizeBytes } = await stat(path)
  checkComplete(await readHeader(path), sizeBytes, source.shownPath)
  return { path, sizeBytes, walIssue: isMissing ? walMissing() : damage }
}

/** Neither SQLite nor a copy can read it; a pipe would be waited for without end. */
async function refuseStrange({ path, shownPath }: SourceFile, suffix: string): Promise<void> {
  const found = await stat(path + suffix).catch(() => null)
  if (found === null || found.isFile()) return
  throw new RehearsalError('snapshot-not-sqlite', `${shownPath}${suffix} is not a regular file.`, {
    hint: 'SQLite takes what has this name for a part of the database. Move one of the two to another folder.',
  })
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

async function standAlone(
  source: SourceFile,
  directory: string,
  header: Buffer,
  signal: AbortSignal,
): Promise<{ readonly path: string; readonly damage: Issue | null }> {
  const driverWouldTrim = source.path !== source.path.trim()
  if (!driverWouldTrim && !(await needsRecovery(source.path, header))) {
    return { path: source.path, damage: null }
  }
  const path = source.isPrivate ? source.path : await copyDatabase(source.path, directory, signal)
  const damage = await walDamage(path, pageSizeOf(header) ?? DEFAULT_PAGE_SIZE, signal)
  await recover(path)
  return { path, damage }
}

/** https://www.sqlite.org/pragma.html#pragma_page_size */
const DEFAULT_PAGE_SIZE = 4096

async function scriptDatabase(
  source: SourceFile,
  directory: string,
  limits: ScriptOptions,
): Promise<DatabaseFile> {
  const path = join(directory, 'script-result')
  const isLarge = (await stat(source.path)).size >= LARGE_SCRIPT
  try {
    await (isLarge
      ? runScriptApart(source.path, path, limits)
      : runScript(readScript(source.path), path, limits))
  } catch (error) {
    if (error instanceof RequestStopped) throw scriptFailed(source, error.message, { cause: error })
    if (!(error instanceof ScriptError)) throw error
    if (error.resultCode === SQLITE_FULL) throw tooLarge(limits.maxBytes)
    throw scriptFailed(source, `line ${error.line}: ${error.message}`, { cause: error })
  }
  const { size: sizeBytes } = await stat(path)
  const rollback = await lastRollback(source.path)
  if (rollback === 'due to errors') {
    throw scriptFailed(source, 'it ends in ROLLBACK due to errors: it is the dump of a damaged database', {
      hint: 'Replace that ROLLBACK by COMMIT to take what the dump has, or make the script anew: sqlite3 damaged.db .recover > script.sql.',
    })
  }
  if (sizeBytes > 0) return { path, sizeBytes, walIssue: null }
  if (rollback === null) throw scriptFailed(source, 'it created nothing')
  throw scriptFailed(source, 'it ends in ROLLBACK, and so created nothing', {
    hint: 'Replace ROLLBACK by COMMIT to take what the script has. If it is the dump of a damaged database, sqlite3 damaged.db .recover > script.sql finds more.',
  })
}

/**
 * How a script ends that takes back its last transaction; null where it does not. `due to errors` is what the sqlite3
 * shell writes behind the ROLLBACK of a dump that it could not finish, so what came before is not all there was.
 * https://www.sqlite.org/cli.html#converting_an_entire_database_to_a_text_file
 */
async function lastRollback(path: string): Promise<'due to errors' | 'unexplained' | null> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, 200))
    await file.read(tail, 0, tail.length, size - tail.length)
    const [end, remark = ''] = /\brollback\s*;\s*(--.*)?\s*$/i.exec(tail.toString('latin1')) ?? []
    if (end === undefined) return null
    return /due to errors/i.test(remark) ? 'due to errors' : 'unexplained'
  } finally {
    await file.close()
  }
}

/** Bytes of a script that is worth a process of its own; smaller ones take a fraction of a second. */
const LARGE_SCRIPT = 4 << 20

/** https://www.sqlite.org/rescode.html#full */
const SQLITE_FULL = 13

function scriptFailed(
  source: SourceFile,
  message: string,
  { hint = BY_HAND, cause }: { readonly hint?: string; readonly cause?: unknown } = {},
): RehearsalError {
  return new RehearsalError('snapshot-script-failed', `${source.shownPath}, ${message}.`, { hint, cause })
}

const BY_HAND = 'Try it by hand: sqlite3 -bail new.db < script.sql. Only SQL of SQLite is understood.'
