import { releaseMemory } from '../../threads/release-memory.ts'

/**
 * Rows as `COPY … TO STDOUT (FORMAT binary)` prints them, out of pieces that end anywhere.
 * https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 */
export class BinaryRowReader {
  /** Where the row at hand is. Its memory is used again for the next piece. */
  bytes: Buffer = Buffer.allocUnsafeSlow(LEAST_BYTES)
  /** Over {@link bytes}. */
  view = new DataView(this.bytes.buffer)
  /** By the fields of the row: where each begins in {@link bytes}, and its length; -1 for NULL. */
  readonly starts: Int32Array
  readonly lengths: Int32Array
  /** Where the next row begins, and what has been read ends. */
  #at = 0
  #end = 0
  #isBegun = false

  /** @param fields of a row */
  constructor(fields: number) {
    this.starts = new Int32Array(fields)
    this.lengths = new Int32Array(fields)
  }

  /** Takes the next piece, and its memory; the row at hand is gone. */
  feed(piece: Buffer): void {
    const rest = this.#end - this.#at
    this.#makeRoom(rest + piece.length)
    piece.copy(this.bytes, rest)
    this.#at = 0
    this.#end = rest + piece.length
    releaseMemory(piece)
    if (this.#isBegun || this.#end < HEADER_BYTES) return
    this.#isBegun = true
    // no extension has been defined yet
    this.#at = HEADER_BYTES + this.view.getInt32(HEADER_BYTES - 4)
  }

  /** Moves the rest to the beginning. */
  #makeRoom(size: number): void {
    const { bytes } = this
    if (size > bytes.length) {
      this.bytes = Buffer.allocUnsafeSlow(2 * size)
      this.view = new DataView(this.bytes.buffer)
    }
    bytes.copy(this.bytes, 0, this.#at, this.#end)
  }

  /** Goes on to the next row; false where it is not whole yet, and behind the last. */
  nextRow(): boolean {
    const { view, starts, lengths } = this
    const end = this.#end
    let at = this.#at
    if (!this.#isBegun || at + 2 > end) return false
    const fields = view.getInt16(at)
    at += 2
    if (fields === END) return false
    if (fields !== starts.length) throw new TypeError(`${fields} fields instead of ${starts.length}`)
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > end) return false
      const length = view.getInt32(at)
      at += 4
      starts[field] = at
      lengths[field] = length
      if (length > 0) at += length
    }
    if (at > end) return false
    this.#at = at
    return true
  }
}

/** PostgreSQL and the network send about 64 kB at once. */
const LEAST_BYTES = 2 ** 18
/** A signature of 11 bytes, flags, and the length of an extension. */
const HEADER_BYTES = 19
const END = -1
