/** Bytes of a database for which it pays to start threads. */
const LARGE_DATABASE = 8 << 20

export function isLarge(sizeBytes: number): boolean {
  return sizeBytes >= LARGE_DATABASE
}
