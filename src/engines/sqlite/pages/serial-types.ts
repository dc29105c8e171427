/** How a field is stored. https://www.sqlite.org/fileformat2.html#record_format */
export const SERIAL_TYPES = {
  null: 0,
  /** Of 64 bits; the types before it are shorter integers. */
  longInteger: 6,
  double: 7,
  zero: 8,
  one: 9,
  /** From here on even types are blobs, and odd ones texts, each of a length. */
  blob: 12,
} as const

/** Whether a field holds an integer of at most 48 bits, which {@link shortInteger} reads. */
export function isShortInteger(serialType: number): boolean {
  return (
    (serialType > SERIAL_TYPES.null && serialType < SERIAL_TYPES.longInteger) ||
    serialType === SERIAL_TYPES.zero ||
    serialType === SERIAL_TYPES.one
  )
}

export function isText(serialType: number): boolean {
  return serialType > SERIAL_TYPES.blob && serialType % 2 === 1
}

/** An integer of at most 48 bits. */
export function shortInteger(view: DataView, at: number, serialType: number): number {
  switch (serialType) {
    case 1:
      return view.getInt8(at)
    case 2:
      return view.getInt16(at)
    case 3:
      return view.getInt8(at) * 2 ** 16 + view.getUint16(at + 1)
    case 4:
      return view.getInt32(at)
    case 5:
      return view.getInt16(at) * 2 ** 32 + view.getUint32(at + 2)
    default:
      return serialType - SERIAL_TYPES.zero
  }
}
