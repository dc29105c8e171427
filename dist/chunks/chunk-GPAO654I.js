import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  releaseMemory
} from "./chunk-DEE53WNT.js";

// src/engines/postgres/binary-row-reader.ts
var BinaryRowReader = class {
  /** Where the row at hand is. Its memory is used again for the next piece. */
  bytes = Buffer.allocUnsafeSlow(LEAST_BYTES);
  /** Over {@link bytes}. */
  view = new DataView(this.bytes.buffer);
  /** By the fields of the row: where each begins in {@link bytes}, and its length; -1 for NULL. */
  starts;
  lengths;
  /** Where the next row begins, and what has been read ends. */
  #at = 0;
  #end = 0;
  #isBegun = false;
  /** @param fields of a row */
  constructor(fields) {
    this.starts = new Int32Array(fields);
    this.lengths = new Int32Array(fields);
  }
  /** Takes the next piece, and its memory; the row at hand is gone. */
  feed(piece) {
    const rest = this.#end - this.#at;
    this.#makeRoom(rest + piece.length);
    piece.copy(this.bytes, rest);
    this.#at = 0;
    this.#end = rest + piece.length;
    releaseMemory(piece);
    if (this.#isBegun || this.#end < HEADER_BYTES) return;
    this.#isBegun = true;
    this.#at = HEADER_BYTES + this.view.getInt32(HEADER_BYTES - 4);
  }
  /** Moves the rest to the beginning. */
  #makeRoom(size) {
    const { bytes } = this;
    if (size > bytes.length) {
      this.bytes = Buffer.allocUnsafeSlow(2 * size);
      this.view = new DataView(this.bytes.buffer);
    }
    bytes.copy(this.bytes, 0, this.#at, this.#end);
  }
  /** Goes on to the next row; false where it is not whole yet, and behind the last. */
  nextRow() {
    const { view, starts, lengths } = this;
    const end = this.#end;
    let at = this.#at;
    if (!this.#isBegun || at + 2 > end) return false;
    const fields = view.getInt16(at);
    at += 2;
    if (fields === END) return false;
    if (fields !== starts.length) throw new TypeError(`${fields} fields instead of ${starts.length}`);
    for (let field = 0; field < fields; field += 1) {
      if (at + 4 > end) return false;
      const length = view.getInt32(at);
      at += 4;
      starts[field] = at;
      lengths[field] = length;
      if (length > 0) at += length;
    }
    if (at > end) return false;
    this.#at = at;
    return true;
  }
};
var LEAST_BYTES = 2 ** 18;
var HEADER_BYTES = 19;
var END = -1;

export {
  BinaryRowReader
};
