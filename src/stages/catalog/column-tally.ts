import { isUtf8 } from 'node:buffer'
import type { RowCursor } from '../../engines/sqlite/pages/row-cursor.ts'
import { declaresJson, TWO_53 } from './column-measures.ts'
import type { ColumnProfile } from './column-profile.ts'
import { DecimalTally, IntegerTally, RealTally } from './number-tally.ts'
import type { ColumnStructure } from './table-structure.ts'
import { TextTally } from './text-tally.ts'

/**
 * Measures the values of one column as they lie in the pages of the file, to the same profile as the queries of
 * column-measures.ts. What SQLite alone can tell is not guessed: the column is {@link isOpen} then, and nothing that the tally
 * has found counts.
 */
export class ColumnTally {
  readonly #holdsReals: boolean
  readonly #holdsTexts: boolean
  readonly #isJson: boolean
  readonly #integers: IntegerTally
  readonly #reals: RealTally
  readonly #decimals: DecimalTally
  readonly #texts: TextTally
  #isOpen = false
  #nulls = 0
  #blobs = 0
  #longestBlobBytes = 0
  #blobsUtf8 = 0
  #totalBytes = 0

  constructor(column: ColumnStructure) {
    this.#holdsReals = column.affinity === 'REAL'
    this.#holdsTexts = column.affinity === 'TEXT'
    this.#isJson = declaresJson(column)
    this.#integers = new IntegerTally(column)
    this.#reals = new RealTally(column)
    this.#decimals = new DecimalTally(column)
    this.#texts = new TextTally(column)
  }

  /** The column holds something that SQLite has to be asked for. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /**
   * Takes the field of a row.
   *
   * @throws UnexpectedPage
   */
  take(cursor: RowCursor): void {
    const { serialType } = cursor
    if (serialType === NULL) this.#nulls += 1
    else if (this.#isJson) this.#isOpen = true
    else if (serialType < FIRST_BLOB) this.#takeNumber(cursor)
    else if (serialType % 2 === 0) this.#takeBlob(cursor)
    else this.#takeText(cursor)
  }

  /** Takes the rowid, which the record of a row does not repeat. */
  takeRowid(rowid: number): void {
    this.#takeInteger(rowid)
  }

  /** Takes a row that is older than the column: it has the DEFAULT, which the record does not repeat. */
  takeMissing(isNull: boolean): void {
    if (isNull) this.#nulls += 1
    else this.#isOpen = true
  }

  /** What was found; null where SQLite has to be asked. */
  get profile(): ColumnProfile | null {
    if (this.#isOpen) return null
    return {
      nulls: this.#nulls,
      ...this.#integers.counts,
      ...this.#reals.counts,
      ...this.#decimals.counts,
      ...this.#texts.counts,
      textsWithNul: 0,
      textsInvalidUtf8: 0,
      blobs: this.#blobs,
      longestBlobBytes: this.#longestBlobBytes,
      blobsUtf8: this.#blobsUtf8,
      totalBytes: this.#totalBytes,
      jsons: 0,
    }
  }

  #takeNumber(cursor: RowCursor): void {
    cursor.readField()
    const { view, at, serialType } = cursor
    if (serialType === DOUBLE) this.#takeReal(view.getFloat64(at))
    else if (serialType === LONG_INTEGER) this.#takeLongInteger(view.getBigInt64(at))
    else this.#takeInteger(shortInteger(view, at, serialType))
  }

  #takeInteger(integer: number): void {
    // SQLite keeps whole numbers of such a column as integers, and gives them back as doubles
    if (this.#holdsReals) {
      this.#takeReal(integer)
      return
    }
    this.#integers.take(integer)
    if (!this.#decimals.take(integer, false)) this.#isOpen = true
  }

  #takeLongInteger(integer: bigint): void {
    if (this.#holdsReals || (integer <= TWO_53 && integer >= -TWO_53)) {
      this.#takeInteger(Number(integer))
      return
    }
    this.#integers.takeLarge(integer)
    if (!this.#decimals.takeLarge()) this.#isOpen = true
  }

  #takeReal(real: number): void {
    // SQLite reads it as NULL
    if (Number.isNaN(real)) {
      this.#nulls += 1
      return
    }
    this.#reals.take(real)
    if (!this.#decimals.take(real, true)) this.#isOpen = true
  }

  #takeText(cursor: RowCursor): void {
    cursor.readField()
    if (!this.#texts.take(cursor.bytes, cursor.at, cursor.size)) this.#isOpen = true
    this.#totalBytes += cursor.size
  }

  /** Its bytes need not be read, but where they may be those of a text. */
  #takeBlob(cursor: RowCursor): void {
    const { size } = cursor
    this.#blobs += 1
    this.#totalBytes += size
    if (size > this.#longestBlobBytes) this.#longestBlobBytes = size
    if (!this.#holdsTexts) return
    cursor.readField()
    const blob = cursor.bytes.subarray(cursor.at, cursor.at + size)
    if (!blob.includes(0) && isUtf8(blob)) this.#blobsUtf8 += 1
  }
}

/** https://www.sqlite.org/fileformat2.html#record_format */
const NULL = 0
const LONG_INTEGER = 6
const DOUBLE = 7
const ZERO = 8
const FIRST_BLOB = 12

/** Of at most 48 bits. */
function shortInteger(view: DataView, at: number, serialType: number): number {
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
      return serialType - ZERO
  }
}
