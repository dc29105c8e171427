import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'

/**
 * The system's temporary folder. With `shared`, one that other users can enter too: that of root may lie below a home
 * that is closed to them.
 */
export async function temporaryFolder(shared: boolean): Promise<string> {
  const folder = tmpdir()
  return shared && !(await isOpenToAll(folder)) ? '/tmp' : folder
}

/** Whether any user may pass through the folder and through all those above it. */
async function isOpenToAll(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}
