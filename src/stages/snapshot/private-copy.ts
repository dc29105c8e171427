import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, constants, copyFile, open, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { recoverSqlite } from '../../engines/sqlite/recover-sqlite.ts'
import { SIDECARS_WITH_DATA } from '../../engines/sqlite/sidecars.ts'

/** Whether SQLite would write into the database or beside it on opening it. */
export async function needsRecovery(path: string, header: Buffer): Promise<boolean> {
  if (isWalMode(header)) return true
  const sizes = await Promise.all(SIDECARS_WITH_DATA.map((suffix) => sizeOf(path + suffix)))
  return sizes.some((size) => size > 0)
}

/** https://www.sqlite.org/fileformat2.html#file_format_version_numbers */
export function isWalMode(header: Buffer): boolean {
  return header[18] === 2 || header[19] === 2
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0
}

/** Copies a database with its sidecars. */
export async function copyDatabase(path: string, directory: string, signal: AbortSignal): Promise<string> {
  const copy = join(directory, 'database')
  for (const suffix of ['', ...SIDECARS_WITH_DATA]) {
    if (suffix !== '' && (await sizeOf(path + suffix)) === 0) continue
    await copyFileTo(path + suffix, copy + suffix, signal)
  }
  return copy
}

/**
 * Copies one file to a place where nothing is yet: as a clone of its blocks where the file system can, else piece by piece,
 * so that a large copy can be cancelled.
 */
export async function copyFileTo(path: string, copy: string, signal: AbortSignal): Promise<void> {
  if (await isCloned(path, copy)) return
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES })
  await pipeline(source, createWriteStream(copy, { flags: 'wx', mode: 0o600 }), { signal })
}

/** A copy of 1.5 GB takes as long as that of the operating system, 3 to 8 s: the disk decides (measured). */
const PIECE_BYTES = 1 << 20

/** What cannot be cloned leaves nothing behind. */
async function isCloned(path: string, copy: string): Promise<boolean> {
  try {
    await copyFile(path, copy, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
  } catch {
    return false
  }
  await chmod(copy, 0o600)
  return true
}

/** Brings a private database to its last committed state. See {@link recoverSqlite}. */
export async function recover(path: string): Promise<void> {
  await detachSuperJournal(`${path}-journal`)
  recoverSqlite(path)
}

/**
 * A journal can end with the name of a super-journal, which a transaction over several databases shares. As long as
 * that file exists, SQLite rolls back, and then removes it: from the folder of the source. Without its name the
 * rollback is the same and touches nothing. A name whose file is gone must stay: it says that the transaction was
 * committed. https://www.sqlite.org/atomiccommit.html#_multi_file_commit
 */
async function detachSuperJournal(journal: string): Promise<void> {
  const size = await sizeOf(journal)
  if (size < SUPER_JOURNAL_TAIL) return
  const tail = await readAt(journal, size - SUPER_JOURNAL_TAIL, SUPER_JOURNAL_TAIL)
  const nameBytes = tail.readUInt32BE(0)
  const start = size - SUPER_JOURNAL_TAIL - nameBytes
  if (!tail.subarray(8).equals(JOURNAL_MAGIC) || start < PAGE_NUMBER_BYTES) return
  const name = (await readAt(journal, start, nameBytes)).toString('utf8')
  if ((await stat(name).catch(() => null)) !== null) await truncate(journal, start - PAGE_NUMBER_BYTES)
}

/** Page number, name, then: length of the name, checksum, magic. */
const PAGE_NUMBER_BYTES = 4
const SUPER_JOURNAL_TAIL = 4 + 4 + 8
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex')

async function readAt(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
