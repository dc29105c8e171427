const NEWLINE = 10

/** The lines of a batch, found by their place. The encoder escapes the newlines within values. */
export class NumberedLines {
  readonly #lines: Buffer
  /** The offset behind each newline. */
  readonly #ends: number[] = []

  constructor(lines: Buffer) {
    this.#lines = lines
    for (let at = lines.indexOf(NEWLINE); at !== -1; at = lines.indexOf(NEWLINE, at + 1)) {
      this.#ends.push(at + 1)
    }
  }

  get count(): number {
    return this.#ends.length
  }

  /** The lines from `first` up to `end`, which is not among them; both counted from 0. */
  slice(first: number, end: number): Buffer {
    return this.#lines.subarray(this.#start(first), this.#start(end))
  }

  /**
   * The lines from `first` on, each with its place as a field before the others.
   *
   * @param fields that follow the place, each with its tab
   */
  numbered(first: number, fields = ''): Buffer {
    return this.numberedOf(
      Array.from({ length: this.count - first }, (_, index) => first + index),
      fields,
    )
  }

  /** The same of some lines. */
  numberedOf(lines: readonly number[], fields: string): Buffer {
    return Buffer.concat(
      lines.flatMap((line) => [Buffer.from(`${line}\t${fields}`), this.slice(line, line + 1)]),
    )
  }

  /** The lines from `first` on, without some. */
  without(lines: ReadonlySet<number>, first: number): Buffer {
    const pieces: Buffer[] = []
    let from = first
    for (const line of [...lines].toSorted((a, b) => a - b)) {
      pieces.push(this.slice(from, line))
      from = line + 1
    }
    return Buffer.concat([...pieces, this.slice(from, this.count)])
  }

  #start(line: number): number {
    return this.#ends[line - 1] ?? 0
  }
}
