import { fstatSync, readSync } from 'node:fs'
import { HEADER_BYTES, pageSizes } from './file-header.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/**
 * The pages of a database file, read beside SQLite: to step through its records takes a fraction of the time that SQLite takes
 * to compute something of each (docs/decisions/pages.md). Nothing that is loaded comes by this way.
 *
 * https://www.sqlite.org/fileformat2.html
 */
export class PageFile {
  /** Some pages in a row, one of them the page that was loaded last. */
  readonly bytes: Buffer = Buffer.allocUnsafeSlow(WINDOW_BYTES)
  readonly view = new DataView(this.bytes.buffer)
  /** Of a page what holds content, in bytes. */
  readonly usableSize: number
  /** Of the file. */
  readonly pages: number
  readonly #file: number
  readonly #pageSize: number
  /** The pages in the window. */
  #first = 0
  #end = 0
  /** The page after the one that was read last. */
  #next = 0
  #apart: PageFile | null = null

  /**
   * @param file descriptor of a database that nobody writes to, without a write-ahead log
   * @throws UnexpectedPage where its header makes no sense
   */
  constructor(file: number) {
    this.#file = file
    const header = Buffer.alloc(HEADER_BYTES)
    readSync(file, header, 0, HEADER_BYTES, 0)
    const { pageSize, usableSize } = pageSizes(header)
    this.#pageSize = pageSize
    this.usableSize = usableSize
    if (this.#pageSize < 512 || this.#pageSize % 512 !== 0 || this.usableSize < 480)
      throw new UnexpectedPage()
    this.pages = Math.floor(fstatSync(file).size / this.#pageSize)
  }

  /**
   * Gives where a page begins in {@link bytes}, until the next one is loaded. The first begins with the header of the file.
   *
   * @throws UnexpectedPage where there is no such page
   */
  load(page: number): number {
    if (page < this.#first || page >= this.#end) this.#read(page)
    this.#next = page + 1
    return (page - this.#first) * this.#pageSize
  }

  /** The same file once more, for pages that are needed while one of this stays where it is. */
  get apart(): PageFile {
    this.#apart ??= new PageFile(this.#file)
    return this.#apart
  }

  /** Many at once where they are asked for in their order, as those of a table mostly are. */
  #read(page: number): void {
    const ahead = page - this.#next
    const wanted = ahead >= 0 && ahead <= NEAR ? WINDOW_BYTES / this.#pageSize : 1
    const count = Math.min(wanted, this.pages + 1 - page)
    if (page < 1 || count < 1) throw new UnexpectedPage()
    const bytes = count * this.#pageSize
    const read = readSync(this.#file, this.bytes, 0, bytes, (page - 1) * this.#pageSize)
    if (read < bytes) throw new UnexpectedPage()
    this.#first = page
    this.#end = page + count
  }
}

/** A multiple of every page size. */
const WINDOW_BYTES = 2 ** 18
/** The pages of an index lie between those of a table that has grown with it. */
const NEAR = 8
