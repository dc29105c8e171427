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

/**
 * The pages of trees that hold rows, in their order; in an index these are all of its pages.
 *
 * @throws UnexpectedPage where the trees do not end, or hold pages of another kind
 */
export function* pagesWithRows(file: PageFile, roots: readonly number[]): Generator<number> {
  const open: number[][] = [[...roots].reverse()]
  let seen = 0
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const page = level.pop()
    if (page === undefined) {
      open.pop()
      continue
    }
    seen += 1
    if (seen > file.pages || open.length > MOST_LEVELS) throw new UnexpectedPage()
    switch (typeOf(file, page)) {
      case PAGE_TYPES.tableLeaf:
      case PAGE_TYPES.indexLeaf:
        yield page
        break
      case PAGE_TYPES.tableInterior:
        open.push(childrenOf(file, page).reverse())
        break
      case PAGE_TYPES.indexInterior:
        open.push(childrenOf(file, page).reverse())
        yield page
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

function childrenOf(file: PageFile, page: number): number[] {
  const start = file.load(page)
  const header = headerOf(file, page)
  const cells = file.view.getUint16(header + 3)
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
