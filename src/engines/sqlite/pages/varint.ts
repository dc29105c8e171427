/** Of a whole number from 0 to 2^53, as SQLite writes it. https://www.sqlite.org/fileformat2.html#varint */
export function varintSize(value: number): number {
  if (value < 128) return 1
  let size = 2
  for (let rest = Math.floor(value / 16_384); rest > 0; rest = Math.floor(rest / 128)) size += 1
  return size
}

/** @param value a whole number from 0 to 2^53 @returns where it ends */
export function writeVarint(bytes: Uint8Array, at: number, value: number): number {
  if (value < 128) {
    bytes[at] = value
    return at + 1
  }
  const size = varintSize(value)
  let rest = value
  for (let place = at + size - 1; place >= at; place -= 1) {
    bytes[place] = (rest % 128) + (place === at + size - 1 ? 0 : 128)
    rest = Math.floor(rest / 128)
  }
  return at + size
}
