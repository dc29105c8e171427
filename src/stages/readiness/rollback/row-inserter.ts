import type { SqliteDatabase } from '../../../engines/sqlite/open-sqlite.ts'
import type { RestoredTable } from './restored-table.ts'

/**
 * Rows of literals, many to a statement, take half as long as rows of bound values: 0.70 and 1.54 s for 600,000 (measured).
 * Statements of more rows take longer again.
 */
const MOST_ROWS = 500
const MOST_BYTES = 256 << 10

/** The buffer of a row of many megabytes is not kept for the next ones. */
const LARGE = 4 << 20

const QUOTE = 0x27
const LINE_FEED = 10

/** Inserts the rows of a table, which come as lines of literals. */
export class RowInserter {
  readonly #copy: SqliteDatabase
  readonly #head: string
  readonly #between: Buffer
  readonly #tail: string
  /** The rows of the next statement, and the beginning of a line whose end has not come. */
  #rows = Buffer.allocUnsafe(MOST_BYTES)
  #used = 0
  #count = 0
  #isInText = false

  constructor(copy: SqliteDatabase, { head, between, tail }: RestoredTable['insert']) {
    this.#copy = copy
    this.#head = head
    this.#between = Buffer.from(between)
    this.#tail = tail
  }

  /** @param piece of the lines; it may end anywhere @throws the driver's error where SQLite refuses a row */
  push(piece: Uint8Array): void {
    let at = 0
    while (at < piece.length) at = this.#take(piece, at)
  }

  /** @throws the driver's error where SQLite refuses a row */
  finish(): void {
    if (this.#count === 0) return
    const rows = this.#rows.toString('utf8', 0, this.#used - this.#between.length)
    ;[this.#used, this.#count] = [0, 0]
    if (this.#rows.length > LARGE) this.#rows = Buffer.allocUnsafe(MOST_BYTES)
    // a prepared statement would keep its memory until the garbage is collected
    this.#copy.exec(this.#head + rows + this.#tail)
  }

  /** Takes bytes up to the end of the statement, or of the piece. @returns where it has come to */
  #take(piece: Uint8Array, from: number): number {
    const rows = this.#roomFor(piece.length - from)
    let [at, used, isInText, isFull] = [from, this.#used, this.#isInText, false]
    while (at < piece.length && !isFull) {
      const byte = piece[at] ?? 0
      at += 1
      if (byte !== LINE_FEED || isInText) {
        rows[used] = byte
        used += 1
        // a quote in a text is doubled, and so it ends the text and begins it again
        if (byte === QUOTE) isInText = !isInText
        continue
      }
      rows.set(this.#between, used)
      used += this.#between.length
      this.#count += 1
      isFull = this.#count === MOST_ROWS || used >= MOST_BYTES
    }
    ;[this.#used, this.#isInText] = [used, isInText]
    if (isFull) this.finish()
    return at
  }

  #roomFor(bytes: number): Buffer {
    const most = this.#used + bytes + MOST_ROWS * this.#between.length
    if (most > this.#rows.length) {
      const larger = Buffer.allocUnsafe(Math.max(most, 2 * this.#rows.length))
      this.#rows.copy(larger, 0, 0, this.#used)
      this.#rows = larger
    }
    return this.#rows
  }
}
