import { releaseMemory } from '../../threads/release-memory.ts'
import { toBuffer } from './line-bytes.ts'
import type { LineQuery, PlainLine } from './read-lines.ts'

/** Some rows of a query as lines, and the texts in them where they were asked for. */
export interface LinePage {
  readonly lines: Buffer | string | null
  readonly texts: Buffer | null
}

/**
 * Reads the same rows by one line or another.
 *
 * @param texts a SQLite expression of the texts in a row; null for none
 * @param most rows at most; null for the whole page
 */
export type ReadPage<Page> = (line: string, texts: string | null, most: number | null) => Page

/** Pages that are read by the other line before the cheaper one is tried again. */
const PAGES_BETWEEN_TRIALS = 20
/** Rows that tell whether values are spelled as they are compared. */
const TRIAL_ROWS = 100

/** Reads each page of a query by the cheapest line that gives the same as the one that is asked for. */
export class CheapestLine {
  readonly #line: string
  readonly #plain: PlainLine | null
  #plainLine: string | null = null
  #untilTrial = 0

  constructor({ line, plain = null }: Pick<LineQuery, 'line' | 'plain'>) {
    this.#line = line
    this.#plain = plain
  }

  read<Page extends LinePage>(page: ReadPage<Page>): Page {
    if (this.#plain === null || this.#untilTrial > 0) {
      this.#untilTrial -= 1
      return page(this.#line, null, null)
    }
    this.#plainLine ??= cheapest(this.#plain, page)
    const read = page(this.#plainLine, this.#plain.texts, null)
    const { texts } = read
    const isPlain = texts === null || !this.#plain.unless.some((byte) => texts.includes(byte))
    if (texts !== null) releaseMemory(texts)
    if (isPlain) return read
    this.#untilTrial = PAGES_BETWEEN_TRIALS
    return page(this.#line, null, null)
  }
}

function cheapest<Page extends LinePage>({ line, asSpelled }: PlainLine, page: ReadPage<Page>): string {
  if (asSpelled === null) return line
  const firstRows = (one: string) => toBuffer(page(one, null, TRIAL_ROWS).lines)
  return firstRows(asSpelled).equals(firstRows(line)) ? asSpelled : line
}

/** SQLite's expression for the texts of a whole page, each of which is a column `texts`. */
export function joined(texts: string | null): string {
  return texts === null ? 'null' : `cast(group_concat(texts, '') as blob)`
}
