import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../../errors/error-code.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { makeFolder } from './make-folder.ts'

/**
 * Writes a whole file, so that a reader sees either the old content or the new, even after a power cut.
 * Folders that are missing are made; a link that has its name is replaced, and not followed.
 *
 * @param option by which the place is chosen
 * @throws RehearsalError `output-unwritable`
 */
export async function replaceFile(
  path: string,
  content: string,
  option: '--out' | '--history' = '--out',
): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await makeFolder(dirname(path))
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined)
    // Node's messages repeat path and system call; the code is enough next to our own path
    const reason = errorCode(cause) ?? String(cause)
    throw new RehearsalError('output-unwritable', `Cannot write ${path}: ${reason}.`, {
      hint: `Choose another place with ${option}, or make room and give permission to write.`,
      cause,
    })
  }
}
