/** In bytes. https://www.sqlite.org/fileformat2.html#the_database_header */
export const HEADER_BYTES = 100

/** The sizes of a page, in bytes: as it lies in the file, and what of it holds content. */
export function pageSizes(header: Buffer): { readonly pageSize: number; readonly usableSize: number } {
  const size = header.readUInt16BE(16)
  // the largest does not fit into its two bytes
  const pageSize = size === 1 ? 65_536 : size
  return { pageSize, usableSize: pageSize - header.readUInt8(20) }
}
