import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileURLToPath } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileURLToPath(import.meta.url)
const __dirname = __dirnameOf(__filename)
import {
  PAGE_TYPES,
  SERIAL_TYPES,
  UnexpectedPage,
  headerOf,
  localSize,
  rowsInOrder
} from "./chunk-SOGSMY6K.js";

// src/engines/sqlite/pages/row-cursor.ts
var RowCursor = class {
  bytes;
  /** Over {@link bytes}. */
  view;
  /** Of the row, from 0 to 2^53: with others {@link nextRow} throws. Null in a table WITHOUT ROWID. */
  rowid = null;
  serialType = 0;
  at = 0;
  size = 0;
  /** Pages of which all cells are wanted at once, as they come. */
  #leaves;
  #list;
  /** The file of the page. */
  #pages;
  /** Of the page: its place in the window, the places of its cells, and how many of them are still to come. */
  #page = 0;
  #pointers = 0;
  #cells = 0;
  #pageType = 0;
  /** Of the row: all bytes of its record, how many of them are at hand, and where they begin in {@link bytes}. */
  #length = 0;
  #known = 0;
  #start = 0;
  /** Where the rest of the record lies; 0 where it has none. */
  #chain = 0;
  /** In the record: the next serial type, the end of these, and the end of the field. */
  #nextType = 0;
  #typesEnd = 0;
  #end = 0;
  /** Behind the varint that was read last. */
  #behind = 0;
  /** For records of several pages, and whether that of the row is in it. */
  #record = NOTHING;
  #recordView = new DataView(NOTHING.buffer);
  #isGathered = false;
  /** @param branches the root of a whole table, or what `splitTree` has made of one */
  constructor(file, branches) {
    this.#leaves = file;
    this.#pages = file;
    this.#list = rowsInOrder(file, branches);
    this.bytes = this.#pages.bytes;
    this.view = this.#pages.view;
  }
  /**
   * Goes on to the next row; false behind the last.
   *
   * @throws UnexpectedPage, as all methods do, where the file is not what is expected
   */
  nextRow() {
    while (this.#cells === 0) if (!this.#nextPage()) return false;
    this.#cells -= 1;
    this.#openCell(this.#page + this.#pages.view.getUint16(this.#pointers));
    this.#pointers += 2;
    return true;
  }
  /** Of the row, in bytes. */
  get recordSize() {
    return this.#length;
  }
  /** Whether the row, with its rowid, is that of another cursor byte for byte. */
  isSameAs(other) {
    if (this.rowid !== other.rowid || this.#length !== other.#length) return false;
    for (const row of [this, other]) if (row.#known < row.#length) row.#readUpTo(row.#length);
    const [start, from, length] = [this.#start, other.#start, this.#length];
    return this.bytes.compare(other.bytes, from, from + length, start, start + length) === 0;
  }
  /** Goes on to the next field of the row; false behind the last. */
  nextField() {
    if (this.#nextType >= this.#typesEnd) return false;
    const type = this.#readVarint(this.bytes, this.#nextType);
    this.#nextType = this.#behind;
    this.serialType = type;
    this.size = type >= SERIAL_TYPES.blob ? Math.floor((type - SERIAL_TYPES.blob) / 2) : SIZES[type] ?? Number.NaN;
    this.at = this.#end;
    this.#end += this.size;
    if (!(this.#end - this.#start <= this.#length)) throw new UnexpectedPage();
    return true;
  }
  /** Reads what is missing of the field, and so of all before it. */
  readField() {
    const wanted = this.#end - this.#start;
    if (wanted > this.#known) this.#readUpTo(wanted);
  }
  /** Pages of long rows, apart, so that the page of the row stays where it is. */
  get #overflow() {
    return this.#leaves.apart;
  }
  /** Pages that are wanted again between their children, apart, so that the next leaves stay at hand. */
  get #interior() {
    return this.#overflow.apart;
  }
  #nextPage() {
    const { value: cells, done } = this.#list.next();
    if (done === true) return false;
    const isInterior = cells.isBetween;
    this.#pages = isInterior ? this.#interior : this.#leaves;
    this.#page = this.#pages.load(cells.page);
    const header = headerOf(this.#pages, cells.page);
    this.#pageType = this.#pages.bytes[header] ?? 0;
    this.#cells = cells.count;
    this.#pointers = header + (isInterior ? 12 : 8) + 2 * cells.first;
    if (this.#pointers - this.#page + 2 * this.#cells > this.#pages.usableSize) throw new UnexpectedPage();
    return true;
  }
  #openCell(cell) {
    const { bytes, view, usableSize } = this.#pages;
    this.bytes = bytes;
    this.view = view;
    this.#isGathered = false;
    const from = this.#pageType === PAGE_TYPES.indexInterior ? cell + 4 : cell;
    this.#length = this.#readVarint(bytes, from);
    if (this.#pageType === PAGE_TYPES.tableLeaf) this.#takeRowid(this.#readVarint(bytes, this.#behind));
    this.#start = this.#behind;
    this.#known = localSize(this.#length, usableSize, this.#pageType === PAGE_TYPES.tableLeaf);
    const isWhole = this.#known === this.#length;
    const end = this.#start + this.#known + (isWhole ? 0 : POINTER_BYTES);
    if (end > this.#page + usableSize) throw new UnexpectedPage();
    this.#chain = isWhole ? 0 : view.getUint32(end - POINTER_BYTES);
    this.#openRecord();
  }
  /** They rise. Of 64 bits the first is the sign. */
  #takeRowid(rowid) {
    if (rowid > Number.MAX_SAFE_INTEGER) throw new UnexpectedPage();
    if (this.rowid !== null && rowid <= this.rowid) throw new UnexpectedPage();
    this.rowid = rowid;
  }
  /** A number of one to nine bytes; {@link #behind} tells where it ends. */
  #readVarint(bytes, from) {
    let at = from;
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    for (let read = 1; byte > 127; read += 1) {
      byte = bytes[at++] ?? 0;
      if (read === 8) {
        value = value * 256 + byte;
        break;
      }
      value = value * 128 + (byte & 127);
    }
    this.#behind = at;
    return value;
  }
  #openRecord() {
    const size = this.#readVarint(this.bytes, this.#start);
    const sizeBytes = this.#behind - this.#start;
    if (size > this.#length) throw new UnexpectedPage();
    if (size > this.#known) this.#readUpTo(size);
    this.#nextType = this.#start + sizeBytes;
    this.#typesEnd = this.#start + size;
    this.#end = this.#typesEnd;
  }
  /** Gathers the record in memory of its own, as far as is asked for. */
  #readUpTo(wanted) {
    if (wanted > LONGEST_RECORD) throw new UnexpectedPage();
    const overflow = this.#overflow;
    this.#makeRoom(wanted + overflow.usableSize);
    while (this.#known < wanted) {
      if (this.#chain === 0) throw new UnexpectedPage();
      const at = overflow.load(this.#chain);
      const size = Math.min(overflow.usableSize - POINTER_BYTES, this.#length - this.#known);
      overflow.bytes.copy(this.#record, this.#known, at + POINTER_BYTES, at + POINTER_BYTES + size);
      this.#known += size;
      this.#chain = overflow.view.getUint32(at);
    }
  }
  /** Moves what is at hand of the record to where there is room for more. */
  #makeRoom(size) {
    if (this.#record.length < size) {
      const larger = Buffer.allocUnsafeSlow(2 * size);
      if (this.#isGathered) this.#record.copy(larger, 0, 0, this.#known);
      this.#record = larger;
      this.#recordView = new DataView(larger.buffer);
    }
    if (!this.#isGathered) {
      this.bytes.copy(this.#record, 0, this.#start, this.#start + this.#known);
      this.at -= this.#start;
      this.#nextType -= this.#start;
      this.#typesEnd -= this.#start;
      this.#end -= this.#start;
      this.#start = 0;
      this.#isGathered = true;
    }
    this.bytes = this.#record;
    this.view = this.#recordView;
  }
};
var NOTHING = Buffer.alloc(0);
var SIZES = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];
var LONGEST_RECORD = 2 ** 24;
var POINTER_BYTES = 4;

export {
  RowCursor
};
