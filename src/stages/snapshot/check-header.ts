import { open } from 'node:fs/promises'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { amount } from '../../progress/amount.ts'

const HEADER_BYTES = 100

/** https://www.sqlite.org/fileformat2.html#the_database_header */
export async function readHeader(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/**
 * Compares the size that the header promises with the size of the file. SQLite itself only says "malformed".
 *
 * @throws RehearsalError `snapshot-truncated`
 */
export function checkComplete(header: Buffer, size: number, shownPath: string): void {
  if (header.length < HEADER_BYTES) {
    throw cutOff(
      shownPath,
      `it has ${amount(size, 'byte')}, and the header of a database alone ${HEADER_BYTES}`,
    )
  }
  const promised = promisedSize(header)
  if (size < promised) {
    throw cutOff(shownPath, `it has ${size} of the ${promised} bytes that its header promises`)
  }
}

function cutOff(shownPath: string, why: string): RehearsalError {
  return new RehearsalError('snapshot-truncated', `${shownPath} is cut off: ${why}.`, {
    hint: 'The copy or download stopped early. Copy it again and compare the sizes.',
  })
}

/** The page count only holds when the version of SQLite that wrote it also wrote the change counter. */
function promisedSize(header: Buffer): number {
  const pageSize = pageSizeOf(header)
  if (pageSize === null) return HEADER_BYTES
  const pageCountHolds = header.readUInt32BE(24) === header.readUInt32BE(92)
  return pageCountHolds ? header.readUInt32BE(28) * pageSize : pageSize
}

/** Null where the header does not tell it. */
export function pageSizeOf(header: Buffer): number | null {
  const stored = header.length < HEADER_BYTES ? 0 : header.readUInt16BE(16)
  const pageSize = stored === 1 ? 65_536 : stored
  return PAGE_SIZES.has(pageSize) ? pageSize : null
}

const PAGE_SIZES = new Set([512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536])
