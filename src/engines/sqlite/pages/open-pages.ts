import { existsSync } from 'node:fs'
import { PageFile } from './page-file.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/** A database file that nobody writes to. */
export interface OpenDatabaseFile {
  readonly path: string
  /** Of the file, for reading. */
  readonly descriptor: number
  /** Of its texts. */
  readonly encoding: string
}

/** The pages of a file; null where they are not all: the newest are in a log beside it, or where texts are not in UTF-8. */
export function openPages({ path, descriptor, encoding }: OpenDatabaseFile): PageFile | null {
  if (encoding !== 'UTF-8' || existsSync(`${path}-wal`)) return null
  return orUnexpected(() => new PageFile(descriptor))
}

/** Null where the pages are not what they should be. */
export function orUnexpected<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof UnexpectedPage) return null
    throw error
  }
}
