import { lstat, writeFile } from 'node:fs/promises'
import { holdLock } from '../engines/sqlite/hold-lock.ts'
import { errorCode } from '../errors/error-code.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'

/** What came of locking a file. */
export type Lock =
  | { readonly kind: 'held'; readonly release: () => void }
  /** Another run holds it; on a disk of a network that knows no locks it can look so too. */
  | { readonly kind: 'taken' }
  /** It is no empty file: no run has made it. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'failed'; readonly reason: string; readonly cause: unknown }

/**
 * Holds a file for this run, and makes it where it is not there. Empty; it stays, because to remove it would free it for
 * two.
 *
 * @throws an error of the file system where it cannot be made; RehearsalError where there is no SQLite to lock it with
 */
export async function lockFile(path: string): Promise<Lock> {
  await makeOnce(path, '')
  if (!(await isFile(path, 0))) return { kind: 'foreign' }
  try {
    const release = holdLock(path)
    return release === null ? { kind: 'taken' } : { kind: 'held', release }
  } catch (cause) {
    if (cause instanceof RehearsalError) throw cause
    return { kind: 'failed', reason: cause instanceof Error ? cause.message : String(cause), cause }
  }
}

/** Follows no link, and leaves a file that is there as it is. */
export async function makeOnce(path: string, text: string): Promise<void> {
  await writeFile(path, text, { flag: 'wx' }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}

/** Whether it is a file, and no link to one. */
export async function isFile(path: string, mostBytes: number): Promise<boolean> {
  const found = await lstat(path)
  return found.isFile() && found.size <= mostBytes
}
