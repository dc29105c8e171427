import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { RehearsalError } from '../errors/rehearsal-error.ts'

/** https://www.sqlite.org/tempfiles.html */
const SIDECARS = ['', '-wal', '-shm', '-journal']

/**
 * The source is sacred: refuses to begin when a file or folder that the run would write, or remove, is the source,
 * one of its sidecars, or a folder around it.
 *
 * @param source as the user named it; null where there is no file
 * @throws RehearsalError `output-unwritable`
 */
export async function protectSource(source: string | null, outputs: readonly string[]): Promise<void> {
  if (source === null) return
  const real = await realPath(source)
  for (const output of outputs) {
    const path = await realPath(output)
    const endangered = SIDECARS.some(
      (suffix) => `${real}${suffix}` === path || `${real}${suffix}`.startsWith(path + sep),
    )
    if (!endangered) continue
    throw new RehearsalError('output-unwritable', `The run would write ${output}, where the source is.`, {
      hint: 'Name another folder with --out, and another file with --history.',
    })
  }
}

/** With all symbolic links followed, also of a file that does not exist yet. */
async function realPath(path: string): Promise<string> {
  const absolute = resolve(path)
  if (dirname(absolute) === absolute) return absolute
  return await realpath(absolute).catch(async () =>
    join(await realPath(dirname(absolute)), basename(absolute)),
  )
}
