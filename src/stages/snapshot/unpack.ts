import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress, type ZstdDecompress } from 'node:zlib'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { formatBytes } from './format-bytes.ts'

/**
 * Decompresses a file that holds one or many gzip members or zstd frames into a new one.
 *
 * @throws RehearsalError `snapshot-too-large` as soon as it becomes larger than `maxBytes`
 */
export async function unpack(
  path: string,
  format: 'gzip' | 'zstd',
  target: string,
  options: { readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<void> {
  const { maxBytes, signal } = options
  const limit = (source: AsyncIterable<Buffer>) => limitBytes(source, maxBytes)
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600 })
  if (format === 'gzip') await pipeline(createReadStream(path), createGunzip(), limit, output, { signal })
  else await pipeline(decompressFrames(path), limit, output, { signal })
}

async function* limitBytes(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    yield chunk
  }
}

export function tooLarge(maxBytes: number): RehearsalError {
  return new RehearsalError(
    'snapshot-too-large',
    `The snapshot unpacks to more than ${formatBytes(maxBytes)}.`,
    {
      hint: 'That is all that the free disk space and the limit allow. Make room (TMPDIR names another disk), or give the unpacked database.',
    },
  )
}

/** Node ends after the first frame and drops the rest without an error, so each frame gets a decompressor of its own. */
async function* decompressFrames(path: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path)
  for (let offset = 0; offset < size; ) {
    const decompressor = createZstdDecompress()
    const feeding = feed(decompressor, path, offset)
    feeding.catch((error) => decompressor.destroy(error))
    yield* decompressor
    await feeding
    offset += decompressor.bytesWritten
  }
}

/** Writes until the frame ends; `bytesWritten` counts what the decompressor took of it. */
async function feed(decompressor: ZstdDecompress, path: string, start: number): Promise<void> {
  let offered = 0
  for await (const chunk of createReadStream(path, { start })) {
    offered += chunk.length
    await new Promise<void>((resolve, reject) => {
      decompressor.write(chunk, (error) => (error ? reject(error) : resolve()))
    })
    if (decompressor.bytesWritten < offered) return
  }
  decompressor.end()
}
