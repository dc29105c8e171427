import { releaseMemory } from '../../threads/release-memory.ts'

const NEWLINE = 10
const NOTHING: Buffer = Buffer.alloc(0)

/**
 * Reads a stream of lines piece by piece. Only the piece at hand, and an unfinished line, are in memory. A line that two
 * pieces share is put together by itself; everything else stays where it came.
 */
export class LineCursor {
  readonly #pieces: AsyncIterator<Buffer>
  /** The piece that the rest is a part of. */
  #piece: Buffer = NOTHING
  #buffer: Buffer = NOTHING
  /** What follows the buffer. */
  #rest: Buffer = NOTHING
  #ended = false

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** Whole lines at hand, until the next call; empty only at the end. What has been read of them is {@link skip}ped. */
  async lines(): Promise<Buffer> {
    for (;;) {
      const end = this.#buffer.lastIndexOf(NEWLINE) + 1
      if (end > 0) return this.#buffer.subarray(0, end)
      if (this.#ended) return this.#buffer
      if (this.#buffer.length > 0) await this.#finishLine()
      else if (this.#rest.length > 0) this.#takeRest()
      else this.#buffer = await this.#nextPiece(releaseMemory)
    }
  }

  #takeRest(): void {
    this.#buffer = this.#rest
    this.#rest = NOTHING
  }

  /** The buffer, which is a part of a line, becomes the whole line; or everything where the stream ends before. */
  async #finishLine(): Promise<void> {
    const parts = [this.#buffer]
    const spent: Buffer[] = []
    for (let end = 0; end === 0 && !this.#ended; ) {
      const piece = await this.#nextPiece((before) => spent.push(before))
      end = piece.indexOf(NEWLINE) + 1
      parts.push(end === 0 ? piece : piece.subarray(0, end))
      this.#rest = end === 0 ? NOTHING : piece.subarray(end)
    }
    this.#buffer = Buffer.concat(parts)
    for (const piece of spent) releaseMemory(piece)
  }

  /** @param leave gets the piece before, of which nothing is left to read */
  async #nextPiece(leave: (before: Buffer) => void): Promise<Buffer> {
    leave(this.#piece)
    const { value, done } = await this.#pieces.next()
    this.#piece = done === true ? NOTHING : value
    this.#ended = done === true
    return this.#piece
  }

  /** Passes over the first bytes of the lines at hand. */
  skip(bytes: number): void {
    this.#buffer = this.#buffer.subarray(bytes)
  }

  /** The next line, without its newline; null at the end. */
  async peek(): Promise<Buffer | null> {
    const lines = await this.lines()
    return lines.length === 0 ? null : lines.subarray(0, lines.indexOf(NEWLINE))
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    await this.#pieces.return?.()
  }
}

/**
 * Passes over the lines that both cursors have in common, as bytes, until two differ or a stream is at its end.
 *
 * @returns how many lines that were
 */
export async function skipEqualLines(a: LineCursor, b: LineCursor): Promise<number> {
  for (let lines = 0; ; ) {
    const [linesA, linesB] = [await a.lines(), await b.lines()]
    const common = commonLines(linesA, linesB)
    if (common === 0) return lines
    lines += countLines(linesA.subarray(0, common))
    a.skip(common)
    b.skip(common)
  }
}

/** The length of the longest common beginning that ends at a line. */
function commonLines(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length)
  if (a.subarray(0, length).equals(b.subarray(0, length)))
    return a.subarray(0, length).lastIndexOf(NEWLINE) + 1
  let equal = 0
  let end = length
  while (end - equal > 1) {
    const middle = (equal + end) >> 1
    if (a.subarray(equal, middle).equals(b.subarray(equal, middle))) equal = middle
    else end = middle
  }
  return a.subarray(0, equal).lastIndexOf(NEWLINE) + 1
}

function countLines(lines: Buffer): number {
  let count = 0
  for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) count += 1
  return count
}
