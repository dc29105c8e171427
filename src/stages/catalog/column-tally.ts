import { isUtf8 } from 'node:buffer'
import type { RowCursor } from '../../engines/sqlite/pages/row-cursor.ts'
import { isText, SERIAL_TYPES, shortInteger } from '../../engines/sqlite/pages/serial-types.ts'
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
    if (serialType === SERIAL_TYPES.null) this.#nulls += 1
    else if (this.#isJson) this.#isOpen = true
    else if (serialType < SERIAL_TYPES.blob) this.#takeNumber(cursor)
    else if (isText(serialType)) this.#takeText(cursor)
    else this.#takeBlob(cursor)
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
    if (serialType === SERIAL_TYPES.double) this.#takeReal(view.getFloat64(at))
    else if (serialType === SERIAL_TYPES.longInteger) this.#takeLongInteger(view.getBigInt64(at))
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
