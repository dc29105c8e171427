import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { TreePair } from './copy-writer.ts'
import type { SameTable, SameTablesRequest } from './same-tables-thread.ts'

const HANDLER = new URL('./same-tables-thread.ts', import.meta.url)

/** The rows of tables that are the same in both files, byte for byte; which others are, only SQLite can tell. */
export type SameTables = ReadonlyMap<string, number>

/**
 * Compares the pages of tables whose rows have been written with those of the snapshot, in a thread, so that SQLite can make
 * the indexes meanwhile: it reads no more of the file than their trees, whose rows nobody changes any more.
 *
 * @param path of the file that was written
 * @throws the reason of the signal
 */
export async function findSameTables(
  { path: original, descriptor, encoding, isLarge, threads }: Snapshot,
  path: string,
  trees: readonly TreePair[],
  signal: AbortSignal,
): Promise<SameTables> {
  // to start a thread takes longer than to have SQLite compare a small file
  if (!isLarge) return new Map()
  const request: SameTablesRequest = { original: { path: original, descriptor, encoding }, path, trees }
  const same = await threads.ask<SameTablesRequest, readonly SameTable[]>(HANDLER, request, signal)
  return new Map(same.map(({ table, rows }) => [table, rows]))
}
