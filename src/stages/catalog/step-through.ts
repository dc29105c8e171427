import type { Chunk, Place, RowChunks } from '../../engines/sqlite/row-chunks.ts'
import { isDamage } from '../../engines/sqlite/sqlite-error.ts'
import type { ChunkProfile } from './chunk-profile.ts'
import type { TableMeter } from './table-meter.ts'

/** One step through a table: a chunk was measured, one row could not be read, or nothing behind here can be. */
export type Step =
  | { readonly kind: 'measured'; readonly profile: ChunkProfile }
  | { readonly kind: 'row-unread' }
  | { readonly kind: 'rest-unread' }

/** The first chunk teaches what to expect. */
const FIRST_CHUNK_ROWS = 100
/** Larger chunks gain nothing, and make a cancelled run wait. */
const CHUNK_ROWS = 20_000
const CHUNK_BYTES = 2 ** 20
/** How fast chunks shrink before damage, and grow again behind it. */
const PACE = 8

/**
 * Measures a table chunk by chunk. Where SQLite cannot read a chunk, smaller ones close in on the row that is
 * damaged, which is passed over if its place can be told.
 */
export function* stepThrough(chunks: RowChunks, meter: TableMeter): Generator<Step> {
  let after: Place | null = null
  let size = chunks.isBounded ? FIRST_CHUNK_ROWS : 1
  while (true) {
    const { chunk, profile } = readChunk(chunks, meter, after, size)
    if (profile === null && size > 1) {
      size = Math.ceil(size / PACE)
      continue
    }
    if (profile !== null) chunks.learn(profile.rows, size)
    if (profile !== null) yield { kind: 'measured', profile }
    else yield chunk?.last == null ? { kind: 'rest-unread' } : { kind: 'row-unread' }
    if (chunk?.last == null) return
    after = chunk.last
    size = Math.min(size * PACE, CHUNK_ROWS, profile === null ? 1 : rowsWithin(CHUNK_BYTES, profile))
  }
}

/** The chunk is null where not even its end can be found, the profile where its rows cannot be read. */
function readChunk(
  chunks: RowChunks,
  meter: TableMeter,
  after: Place | null,
  size: number,
): { readonly chunk: Chunk | null; readonly profile: ChunkProfile | null } {
  const chunk = orDamage(() => chunks.next(after, size))
  return { chunk, profile: chunk && orDamage(() => meter.measure(chunk)) }
}

/** null where SQLite finds the file damaged. https://www.sqlite.org/rescode.html */
function orDamage<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
}

function rowsWithin(bytes: number, { rows, profiles }: ChunkProfile): number {
  const chunkBytes = profiles.reduce((sum, profile) => sum + profile.totalBytes, 0)
  return Math.max(1, Math.floor((bytes * rows) / Math.max(1, chunkBytes)))
}
