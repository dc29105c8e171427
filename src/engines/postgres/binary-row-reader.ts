/**
 * Rows as `COPY … TO STDOUT (FORMAT binary)` prints them, out of pieces that end anywhere.
 * https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.4
 */
export class BinaryRowReader {
  /** Where the row at hand is. */
  bytes: Buffer = NOTHING
  /** Over {@link bytes}. */
  view = viewOf(NOTHING)
  /** By the fields of the row: where each begins in {@link bytes}, and its length; -1 for NULL. */
  readonly starts: Int32Array
  readonly lengths: Int32Array
  #at = 0
  #isBegun = false

  /** @param fields of a row */
  constructor(fields: number) {
    this.starts = new Int32Array(fields)
    this.lengths = new Int32Array(fields)
  }

  /** Takes the next piece; the row at hand is gone. */
  feed(piece: Buffer): void {
    const rest = this.bytes.subarray(this.#at)
    this.bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece])
    this.view = viewOf(this.bytes)
    this.#at = 0
    if (this.#isBegun || this.bytes.length < HEADER_BYTES) return
    this.#isBegun = true
    // no extension has been defined yet
    this.#at = HEADER_BYTES + this.view.getInt32(HEADER_BYTES - 4)
  }

  /** Goes on to the next row; false where it is not whole yet, and behind the last. */
  nextRow(): boolean {
    const { view, bytes, starts, lengths } = this
    let at = this.#at
    if (!this.#isBegun || at + 2 > bytes.length) return false
    const fields = view.getInt16(at)
    at += 2
    if (fields === END) return false
    if (fields !== starts.length) throw new TypeError(`${fields} fields instead of ${starts.length}`)
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > bytes.length) return false
      const length = view.getInt32(at)
      at += 4
      starts[field] = at
      lengths[field] = length
      if (length > 0) at += length
    }
    if (at > bytes.length) return false
    this.#at = at
    return true
  }
}

const NOTHING: Buffer = Buffer.alloc(0)
/** A signature of 11 bytes, flags, and the length of an extension. */
const HEADER_BYTES = 19
const END = -1

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}
