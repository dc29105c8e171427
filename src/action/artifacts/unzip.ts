import type { Readable } from 'node:stream'
import { fromBufferPromise } from 'yauzl'

/** What may be taken out of an archive of a stranger. */
export interface UnzipLimits {
  /** Whether a file of this name is wanted; the others are passed over unread. */
  readonly wants: (name: string) => boolean
  readonly maxEntries: number
  /** Of all wanted files together, unpacked. */
  readonly maxBytes: number
}

/** An archive that is damaged, too large, or names places outside of itself. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused'
}

/**
 * The wanted files of a ZIP archive, by their name in it; nothing is written to the disk. Names that lead out of the
 * archive are refused, whether they are wanted or not; sizes are counted and not believed.
 *
 * @throws ArchiveRefused
 */
export async function unzip(archive: Buffer, limits: UnzipLimits): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>()
  let left = limits.maxBytes
  let entries = 0
  try {
    const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true })
    for await (const entry of zip.eachEntry()) {
      entries++
      if (entries > limits.maxEntries)
        throw new ArchiveRefused(`it holds more than ${limits.maxEntries} files`)
      if (!limits.wants(entry.fileName)) continue
      if (files.has(entry.fileName)) throw new ArchiveRefused('it holds two files of one name')
      const content = await readAtMost(await zip.openReadStreamPromise(entry), left)
      left -= content.length
      files.set(entry.fileName, content)
    }
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error
    throw new ArchiveRefused(`it is no sound archive (${error instanceof Error ? error.message : 'unknown'})`)
  }
  return files
}

async function readAtMost(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > most) {
      stream.destroy()
      throw new ArchiveRefused('it unpacks to more than is allowed')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
