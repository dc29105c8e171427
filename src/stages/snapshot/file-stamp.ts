import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { SIDECARS_WITH_DATA } from '../../engines/sqlite/sidecars.ts'

/** Equal stamps: nobody has written to the database or what its sidecars hold between the two calls. */
export async function stampFiles(path: string): Promise<string> {
  const stamps = ['', ...SIDECARS_WITH_DATA].map(async (suffix) => {
    const found = await stat(path + suffix, { bigint: true }).catch(() => null)
    return found === null ? 'none' : `${found.ino}:${found.size}:${found.mtimeNs}`
  })
  return (await Promise.all(stamps)).join(' ')
}

/** Of a file that is open, piece by piece, so that a large one does not fill the memory. Lower-case hex. */
export function sha256OfDescriptor(descriptor: number): string {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  for (let position = 0; ; ) {
    const bytesRead = readSync(descriptor, piece, { position })
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(piece.subarray(0, bytesRead))
    position += bytesRead
  }
}

/** One buffer for all of them: a stream would leave 40 MB for the garbage collector. */
const PIECE_BYTES = 1 << 20
