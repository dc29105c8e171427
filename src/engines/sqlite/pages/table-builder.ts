import { fstatSync, readSync, writeSync } from 'node:fs'
import { HEADER_BYTES, pageSizes } from './file-header.ts'
import { localSize } from './local-size.ts'
import { PAGE_TYPES } from './table-pages.ts'
import { UnexpectedPage } from './unexpected-page.ts'
import { varintSize, writeVarint } from './varint.ts'

/**
 * Fills an empty table of a file that nobody else has open, as SQLite fills one by rising rowids: leaf behind leaf, each full
 * before the next begins, at the end of the file. The table is empty until {@link finish}.
 *
 * https://www.sqlite.org/fileformat2.html#b_tree_pages
 */
export class TableBuilder {
  readonly #file: number
  readonly #root: number
  readonly #pageSize: number
  readonly #usableSize: number
  /** In the header of the file, and where pages are added. */
  readonly #changes: number
  #next: number
  /** Pages in a row, which go into the file together; the number of the first of them, and how many bytes they have. */
  readonly #chunk = Buffer.alloc(CHUNK_BYTES)
  #chunkFirst: number
  #chunkUsed = 0
  /** The leaf that is being filled: how many cells it has, and where the last of them begins. */
  readonly #leaf: Buffer
  #cells = 0
  #content: number
  /** Of the leaves before it: their pages, and the last rowid of each. */
  readonly #leaves: Child[] = []
  #last = Number.NEGATIVE_INFINITY

  /**
   * @param file descriptor, for reading and writing
   * @param root of the table
   * @throws UnexpectedPage where the table is not empty, or the file one that cannot be written so
   */
  constructor(file: number, root: number) {
    this.#file = file
    this.#root = root
    const header = Buffer.alloc(HEADER_BYTES)
    readSync(file, header, 0, HEADER_BYTES, 0)
    const { pageSize, usableSize } = pageSizes(header)
    this.#pageSize = pageSize
    this.#usableSize = usableSize
    this.#changes = header.readUInt32BE(CHANGES_AT)
    const pages = header.readUInt32BE(PAGES_AT)
    const isWhole = fstatSync(file).size === pages * this.#pageSize
    const hasPointerMap = header.readUInt32BE(52) !== 0
    const hasShortIntegers = header.readUInt32BE(44) >= 4
    if (!isWhole || hasPointerMap || !hasShortIntegers || root < 2 || root > pages) throw new UnexpectedPage()
    this.#leaf = Buffer.alloc(this.#pageSize)
    readSync(file, this.#leaf, 0, this.#pageSize, (root - 1) * this.#pageSize)
    const isEmpty = this.#leaf[0] === PAGE_TYPES.tableLeaf && this.#leaf.readUInt16BE(3) === 0
    if (!isEmpty) throw new UnexpectedPage()
    this.#content = this.#usableSize
    this.#next = pages + 1
    this.#chunkFirst = this.#next
  }

  /** Of the last row. */
  get lastRowid(): number {
    return this.#last
  }

  /**
   * @param rowid beyond that of the row before, from 0 to 2^53
   * @throws UnexpectedPage where it is not
   */
  add(rowid: number, record: Uint8Array, length: number): void {
    if (rowid < 0 || rowid <= this.#last) throw new UnexpectedPage()
    const local = localSize(length, this.#usableSize, true)
    const isWhole = local === length
    const size = Math.max(
      LEAST_CELL_BYTES,
      varintSize(length) + varintSize(rowid) + local + (isWhole ? 0 : POINTER_BYTES),
    )
    if (LEAF_HEADER_BYTES + 2 * (this.#cells + 1) + size > this.#content) this.#endLeaf()
    this.#content -= size
    const leaf = this.#leaf
    let at = writeVarint(leaf, this.#content, length)
    at = writeVarint(leaf, at, rowid)
    leaf.set(record.subarray(0, local), at)
    if (!isWhole) leaf.writeUInt32BE(this.#addOverflow(record.subarray(local, length)), at + local)
    leaf.writeUInt16BE(this.#content, LEAF_HEADER_BYTES + 2 * this.#cells)
    this.#cells += 1
    this.#last = rowid
  }

  /** Tells the file of its pages, and then puts the tree under the root. */
  finish(): void {
    const top = this.#leaves.length === 0 ? this.#onlyLeaf() : this.#growTree()
    this.#flush()
    this.#writeFileHeader()
    this.#write(top, this.#root)
  }

  #onlyLeaf(): Buffer {
    this.#writeLeafHeader()
    return this.#leaf
  }

  /** Level by level, up to the one that has a single page. */
  #growTree(): Buffer {
    this.#endLeaf()
    let level: readonly Child[] = this.#leaves
    for (let pages = this.#parents(level); pages.length > 1; pages = this.#parents(level)) {
      level = pages.map((children) => {
        const at = this.#addPage()
        this.#writeInterior(this.#chunk.subarray(at, at + this.#pageSize), children)
        return { page: this.#next - 1, last: children.at(-1)?.last ?? 0 }
      })
    }
    const top = Buffer.alloc(this.#pageSize)
    this.#writeInterior(top, level)
    return top
  }

  /** @returns the first page of the chain */
  #addOverflow(rest: Uint8Array): number {
    const size = this.#usableSize - POINTER_BYTES
    let first = 0
    for (let from = 0; from < rest.length; from += size) {
      const at = this.#addPage()
      const page = this.#next - 1
      this.#chunk.set(rest.subarray(from, from + size), at + POINTER_BYTES)
      // it goes into the file before the next one is there
      if (from + size < rest.length) this.#chunk.writeUInt32BE(this.#following(page), at)
      if (from === 0) first = page
    }
    return first
  }

  #endLeaf(): void {
    this.#writeLeafHeader()
    const at = this.#addPage()
    this.#leaf.copy(this.#chunk, at)
    this.#leaves.push({ page: this.#next - 1, last: this.#last })
    this.#leaf.fill(0)
    this.#cells = 0
    this.#content = this.#usableSize
  }

  #writeLeafHeader(): void {
    this.#leaf[0] = PAGE_TYPES.tableLeaf
    this.#leaf.writeUInt16BE(this.#cells, 3)
    // of the largest pages the end is 0
    this.#leaf.writeUInt16BE(this.#content % 65_536, 5)
  }

  /** The children of each page of the level above. A page has two at least: one cell, and the last child. */
  #parents(children: readonly Child[]): readonly (readonly Child[])[] {
    const most =
      Math.floor((this.#usableSize - INTERIOR_HEADER_BYTES) / (2 + POINTER_BYTES + LONGEST_VARINT)) + 1
    const pages = Math.ceil(children.length / most)
    return Array.from({ length: pages }, (_, page) =>
      children.slice(
        Math.floor((page * children.length) / pages),
        Math.floor(((page + 1) * children.length) / pages),
      ),
    )
  }

  #writeInterior(page: Buffer, children: readonly Child[]): void {
    page.fill(0)
    page[0] = PAGE_TYPES.tableInterior
    let content = this.#usableSize
    for (const [cell, { page: child, last }] of children.slice(0, -1).entries()) {
      content -= POINTER_BYTES + varintSize(last)
      page.writeUInt32BE(child, content)
      writeVarint(page, content + POINTER_BYTES, last)
      page.writeUInt16BE(content, INTERIOR_HEADER_BYTES + 2 * cell)
    }
    page.writeUInt16BE(children.length - 1, 3)
    page.writeUInt16BE(content % 65_536, 5)
    page.writeUInt32BE(children.at(-1)?.page ?? 0, 8)
  }

  /** @returns where in the chunk the page {@link #next} - 1 lies, all zeros */
  #addPage(): number {
    const page = this.#following(this.#next - 1)
    if (page !== this.#next || this.#chunkUsed + this.#pageSize > CHUNK_BYTES) this.#flush()
    this.#chunkFirst = this.#chunkUsed === 0 ? page : this.#chunkFirst
    const at = this.#chunkUsed
    this.#chunk.fill(0, at, at + this.#pageSize)
    this.#chunkUsed += this.#pageSize
    this.#next = page + 1
    return at
  }

  /** One page is never used: the locks are there. https://www.sqlite.org/fileformat2.html#the_lock_byte_page */
  #following(page: number): number {
    return page === LOCK_BYTE / this.#pageSize ? page + 2 : page + 1
  }

  #flush(): void {
    if (this.#chunkUsed === 0) return
    this.#write(this.#chunk.subarray(0, this.#chunkUsed), this.#chunkFirst)
    this.#chunkUsed = 0
  }

  #write(bytes: Uint8Array, page: number): void {
    writeAll(this.#file, bytes, (page - 1) * this.#pageSize)
  }

  /** https://www.sqlite.org/fileformat2.html#the_database_header: the number of pages is valid for this change */
  #writeFileHeader(): void {
    const number = (value: number) => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes
    }
    const changes = number((this.#changes + 1) % 2 ** 32)
    writeAll(this.#file, Buffer.concat([changes, number(this.#next - 1)]), CHANGES_AT)
    writeAll(this.#file, changes, VALID_FOR_AT)
  }
}

/** A page below another, and its last rowid. */
interface Child {
  readonly page: number
  readonly last: number
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, at + done)
}

const CHANGES_AT = 24
const PAGES_AT = 28
const VALID_FOR_AT = 92
const LEAF_HEADER_BYTES = 8
const INTERIOR_HEADER_BYTES = 12
const POINTER_BYTES = 4
const LONGEST_VARINT = 9
/** A cell that is freed has to hold the place and the size of a hole. */
const LEAST_CELL_BYTES = 4
/** A multiple of every page size. */
const CHUNK_BYTES = 2 ** 18
/** https://www.sqlite.org/src/file/src/os.h (PENDING_BYTE) */
const LOCK_BYTE = 2 ** 30
