import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'

/** Files beside a database that hold a part of it. https://www.sqlite.org/tempfiles.html */
export const SIDECARS = ['-wal', '-journal'] as const

/** Equal stamps: nobody has written to the database or its sidecars between the two calls. */
export async function stampFiles(path: string): Promise<string> {
  const stamps = ['', ...SIDECARS].map(async (suffix) => {
    const found = await stat(path + suffix, { bigint: true }).catch(() => null)
    return found === null ? 'none' : `${found.ino}:${found.size}:${found.mtimeNs}`
  })
  return (await Promise.all(stamps)).join(' ')
}

/** Piece by piece, so that a large file neither fills the memory nor holds up the event loop. Lower-case hex. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  const file = await open(path)
  try {
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(piece)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(piece.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** One buffer for all of them: a stream would leave 40 MB for the garbage collector. */
const PIECE_BYTES = 1 << 20
