/**
 * How many bytes of a record lie on its own page; the rest lies on overflow pages.
 * https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages
 *
 * @param length of the record, in bytes
 * @param isTable whether the page is a leaf of a table, and not of an index
 */
export function localSize(length: number, usableSize: number, isTable: boolean): number {
  const most = isTable ? usableSize - 35 : Math.floor(((usableSize - 12) * 64) / 255) - 23
  if (length <= most) return length
  const least = Math.floor(((usableSize - 12) * 32) / 255) - 23
  const fitting = least + ((length - least) % (usableSize - 4))
  return fitting <= most ? fitting : least
}
