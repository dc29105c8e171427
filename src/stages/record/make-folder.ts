import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../errors/error-code.ts'

/**
 * Makes a folder and those that it lies in. Node's own recursive `mkdir` never ends where the system lets nobody make
 * a folder and says ENOENT, as in `/proc`.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdirOnce(path)
  } catch (error) {
    const parent = dirname(path)
    if (errorCode(error) !== 'ENOENT' || parent === path) throw error
    await makeFolder(parent)
    await mkdirOnce(path)
  }
}

async function mkdirOnce(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    const isThere = await stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
    if (!isThere) throw error
  }
}
