import { freemem } from 'node:os'
import type { ImageFacts } from './pull-image.ts'

const GIBIBYTE = 1024 ** 3

/** Rows with their indexes and the log take so many times the bytes of the source, at most. */
const GROWTH = 4

/** Bytes of a database without rows, its log and what sorting needs. */
const BASE = GIBIBYTE

/**
 * The folder to keep in memory: the one with the data, as the image declares it as a volume (up to version 17 the data
 * folder itself, from 18 on the one above). Null when the data could fill half of the free memory, or the image does
 * not tell where they are; then a volume on the disk holds them.
 * https://github.com/docker-library/docs/blob/master/postgres/README.md#pgdata
 *
 * @param sourceBytes the size of the database that comes
 */
export function memoryFolder(
  { environment, volumes }: ImageFacts,
  sourceBytes: number,
  freeBytes = freemem(),
): string | null {
  if (sourceBytes * GROWTH + BASE > freeBytes / 2) return null
  const data = environment.get('PGDATA')
  if (data === undefined) return null
  const around = volumes.map((folder) => folder.replace(/\/$/, ''))
  return around.find((folder) => data === folder || data.startsWith(`${folder}/`)) ?? data
}
