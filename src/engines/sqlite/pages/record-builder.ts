import { SERIAL_TYPES } from './serial-types.ts'
import { varintSize, writeVarint } from './varint.ts'

/**
 * Puts a record together, field by field, as SQLite would write it.
 *
 * https://www.sqlite.org/fileformat2.html#record_format
 */
export class RecordBuilder {
  /** The record, once it was ended; its memory is used again for the next one. */
  bytes: Buffer = Buffer.allocUnsafeSlow(LEAST_BYTES)
  length = 0

  readonly #types: Float64Array
  #fields = 0
  /** What comes behind the types. */
  #body: Buffer = Buffer.allocUnsafeSlow(LEAST_BYTES)
  #view = new DataView(this.#body.buffer)
  #used = 0

  /** @param fields of a record, at most */
  constructor(fields: number) {
    this.#types = new Float64Array(fields)
  }

  begin(): void {
    this.#fields = 0
    this.#used = 0
  }

  addNull(): void {
    this.#addType(SERIAL_TYPES.null)
  }

  /** @param value a whole number of at most 2^53 */
  addInteger(value: number): void {
    if (value === 0 || value === 1) this.#addType(SERIAL_TYPES.zero + value)
    else if (value > MOST_OF_48_BITS || value < -MOST_OF_48_BITS - 1) this.#addSixtyFourBits(BigInt(value))
    else {
      const size = shortSize(value)
      this.#roomFor(size)
      this.#used = this.#body.writeIntBE(value, this.#used, size)
      this.#addType(size === 6 ? SIX_BYTES : size)
    }
  }

  /** @param value of 64 bits */
  addLong(value: bigint): void {
    const short = Number(value)
    if (Number.isSafeInteger(short)) this.addInteger(short)
    else this.#addSixtyFourBits(value)
  }

  #addSixtyFourBits(value: bigint): void {
    this.#roomFor(8).setBigInt64(this.#used, value)
    this.#used += 8
    this.#addType(SERIAL_TYPES.longInteger)
  }

  addDouble(value: number): void {
    this.#roomFor(8).setFloat64(this.#used, value)
    this.#used += 8
    this.#addType(SERIAL_TYPES.double)
  }

  /** @param isText whether the bytes are those of a text */
  addBytes(source: Uint8Array, at: number, size: number, isText: boolean): void {
    this.#roomFor(size)
    this.#body.set(source.subarray(at, at + size), this.#used)
    this.#used += size
    this.#addType(SERIAL_TYPES.blob + 2 * size + (isText ? 1 : 0))
  }

  /** Puts the types before the fields. */
  end(): void {
    let typesSize = 0
    for (let field = 0; field < this.#fields; field += 1) typesSize += varintSize(this.#types[field] ?? 0)
    // the size counts itself
    let headerSize = typesSize + 1
    if (varintSize(headerSize) > 1) headerSize = typesSize + varintSize(typesSize + 2)
    this.length = headerSize + this.#used
    if (this.length > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(2 * this.length)
    let at = writeVarint(this.bytes, 0, headerSize)
    for (let field = 0; field < this.#fields; field += 1)
      at = writeVarint(this.bytes, at, this.#types[field] ?? 0)
    this.#body.copy(this.bytes, at, 0, this.#used)
  }

  #addType(type: number): void {
    this.#types[this.#fields] = type
    this.#fields += 1
  }

  #roomFor(size: number): DataView {
    if (this.#used + size > this.#body.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#used + size))
      this.#body.copy(larger, 0, 0, this.#used)
      this.#body = larger
      this.#view = new DataView(larger.buffer)
    }
    return this.#view
  }
}

const LEAST_BYTES = 2 ** 14
const MOST_OF_48_BITS = 2 ** 47 - 1
/** The type of an integer of 48 bits; those of shorter ones are their sizes. */
const SIX_BYTES = 5

/** In bytes. */
function shortSize(value: number): number {
  const magnitude = value < 0 ? -value - 1 : value
  if (magnitude < 2 ** 7) return 1
  if (magnitude < 2 ** 15) return 2
  if (magnitude < 2 ** 23) return 3
  return magnitude < 2 ** 31 ? 4 : 6
}
