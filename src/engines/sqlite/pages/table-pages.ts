import type { PageFile } from './page-file.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/** https://www.sqlite.org/fileformat2.html#b_tree_pages */
export const PAGE_TYPES = { indexInterior: 2, tableInterior: 5, indexLeaf: 10, tableLeaf: 13 } as const

/** Where the header of a b-tree page begins: the first page has that of the file before it. */
export function headerOf(file: PageFile, page: number): number {
  return file.load(page) + (page === 1 ? 100 : 0)
}

/**
 * Cuts the tree of a table into parts of about the same size, each a list of the roots of smaller trees. That of an index,
 * in which a table WITHOUT ROWID lies, is one part: it holds rows in its interior too.
 *
 * @param wanted so many parts at most
 * @throws UnexpectedPage
 */
export function splitTree(file: PageFile, root: number, wanted: number): readonly (readonly number[])[] {
  let roots: readonly number[] = [root]
  for (let depth = 0; roots.length < wanted * ROOTS_PER_PART && depth < MOST_LEVELS; depth += 1) {
    if (roots.some((page) => typeOf(file, page) !== PAGE_TYPES.tableInterior)) break
    roots = roots.flatMap((page) => childrenOf(file, page))
  }
  const size = Math.ceil(roots.length / wanted)
  return Array.from({ length: Math.ceil(roots.length / size) }, (_, index) =>
    roots.slice(index * size, (index + 1) * size),
  )
}

/** The last child of a page can be much smaller than the others. */
const ROOTS_PER_PART = 4

/** Cells of a page, each a row. */
export interface RowCells {
  readonly page: number
  readonly first: number
  readonly count: number
  /** They lie between the children of the page, not on a leaf. */
  readonly isBetween: boolean
}

/** A page that was gone into. */
interface OpenPage {
  readonly page: number
  readonly children: readonly number[]
  /** Between two children lies a row. */
  readonly holdsRows: boolean
  next: number
}

/**
 * All rows of trees, in their order.
 *
 * @throws UnexpectedPage where the trees do not end, or hold pages of another kind
 */
export function* rowsInOrder(file: PageFile, roots: readonly number[]): Generator<RowCells> {
  const open: OpenPage[] = [{ page: 0, children: roots, holdsRows: false, next: 0 }]
  let seen = 0
  for (let parent = open.at(-1); parent !== undefined; parent = open.at(-1)) {
    const { page: above, children, holdsRows, next } = parent
    const page = children[next]
    if (page === undefined) {
      open.pop()
      continue
    }
    if (holdsRows && next > 0) yield { page: above, first: next - 1, count: 1, isBetween: true }
    parent.next += 1
    seen += 1
    if (seen > file.pages || open.length > MOST_LEVELS) throw new UnexpectedPage()
    const type = typeOf(file, page)
    switch (type) {
      case PAGE_TYPES.tableLeaf:
      case PAGE_TYPES.indexLeaf:
        yield { page, first: 0, count: cellsOf(file, page), isBetween: false }
        break
      case PAGE_TYPES.tableInterior:
      case PAGE_TYPES.indexInterior:
        open.push({
          page,
          children: childrenOf(file, page),
          holdsRows: type === PAGE_TYPES.indexInterior,
          next: 0,
        })
        break
      default:
        throw new UnexpectedPage()
    }
  }
}

/** As SQLite has it: https://www.sqlite.org/src/file/src/btreeInt.h (BTCURSOR_MAX_DEPTH) */
const MOST_LEVELS = 20

/** Whether a tree is that of an index, in which a table WITHOUT ROWID lies. */
export function isIndexPage(file: PageFile, page: number): boolean {
  const type = typeOf(file, page)
  return type === PAGE_TYPES.indexLeaf || type === PAGE_TYPES.indexInterior
}

function typeOf(file: PageFile, page: number): number | undefined {
  return file.bytes[headerOf(file, page)]
}

function cellsOf(file: PageFile, page: number): number {
  return file.view.getUint16(headerOf(file, page) + 3)
}

function childrenOf(file: PageFile, page: number): readonly number[] {
  const start = file.load(page)
  const header = headerOf(file, page)
  const cells = cellsOf(file, page)
  if (12 + 2 * cells > file.usableSize) throw new UnexpectedPage()
  const children: number[] = []
  for (let cell = 0; cell < cells; cell += 1) {
    const at = file.view.getUint16(header + 12 + 2 * cell)
    if (at + 4 > file.usableSize) throw new UnexpectedPage()
    children.push(file.view.getUint32(start + at))
  }
  children.push(file.view.getUint32(header + 8))
  return children
}
