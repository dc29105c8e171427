import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

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

/** Streams, so that a large file neither fills the memory nor holds up the event loop. Lower-case hex. */
export async function sha256OfFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal })
  return hash.digest('hex')
}
