import { lstat, realpath } from 'node:fs/promises'
import { SIDECARS } from '../../engines/sqlite/sidecars.ts'
import { errorCode } from '../../errors/error-code.ts'

/**
 * Whether a database is nobody else's: neither it nor what lies beside it under its name is a link, or has another name
 * elsewhere. SQLite writes through a link to what it leads to, and into every file that shares the blocks.
 * https://www.sqlite.org/howtocorrupt.html#_unlinking_or_renaming_a_database_file_while_in_use
 *
 * @param path in a private folder, without symbolic links when that folder was made
 */
export async function isOwnFile(path: string): Promise<boolean> {
  if ((await realpath(path)) !== path) return false
  const own = await Promise.all(['', ...SIDECARS].map((suffix) => isMissingOrOwn(path + suffix)))
  return own.every(Boolean)
}

async function isMissingOrOwn(path: string): Promise<boolean> {
  const found = await lstat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  return found === null || (found.isFile() && found.nlink === 1)
}
