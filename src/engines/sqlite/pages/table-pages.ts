import type { PageFile } from './page-file.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/** https://www.sqlite.org/fileformat2.html#b_tree_pages */
export const PAGE_TYPES = { indexInterior: 2, tableInterior: 5, indexLeaf: 10, tableLeaf: 13 } as const

/** Where the header of a b-tree page begins: the first page has that of the file before it. */
export function headerOf(file: PageFile, page: number): number {
  return file.load(page) + (page === 1 ? 100 : 0)
}

/** A smaller tree, by the page of its root; or a row between two of them, as the tree of an index has. */
export type Branch = number | RowCells

/**
 * Cuts the tree of a table into parts of about the same size, each a list of branches, in the order of the rows.
 *
 * @param wanted so many parts at most
 * @throws UnexpectedPage
 */
export function splitTree(file: PageFile, root: number, wanted: number): readonly (readonly Branch[])[] {
  let branches: readonly Branch[] = [root]
  for (let depth = 0; branches.length < wanted * BRANCHES_PER_PART && depth < MOST_LEVELS; depth += 1) {
    if (!branches.some((branch) => isInterior(file, branch))) break
    branches = branches.flatMap((branch) => (isInterior(file, branch) ? branchesOf(file, branch) : [branch]))
  }
  const size = Math.ceil(branches.length / wanted)
  return Array.from({ length: Math.ceil(branches.length / size) }, (_, index) =>
    branches.slice(index * size, (index + 1) * size),
  )
}

/** The last child of a page can be much smaller than the others. */
const BRANCHES_PER_PART = 4

/** Cells of a page, each a row. */
export interface RowCells {
  readonly page: number
  readonly first: number
  readonly count: number
  /** They lie between the children of the page, not on a leaf. */
  readonly isBetween: boolean
}

/** Of a page that was gone into, or of the part that was asked for. */
interface OpenBranches {
  readonly branches: readonly Branch[]
  next: number
}

/**
 * All rows of branches, in their order.
 *
 * @throws UnexpectedPage where the trees do not end, or hold pages of another kind
 */
export function* rowsInOrder(file: PageFile, part: readonly Branch[]): Generator<RowCells> {
  const open: OpenBranches[] = [{ branches: part, next: 0 }]
  let seen = 0
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const branch = last.branches[last.next]
    last.next += 1
    if (branch === undefined) {
      open.pop()
      continue
    }
    if (typeof branch !== 'number') {
      yield branch
      continue
    }
    seen += 1
    if (seen > file.pages || open.length > MOST_LEVELS) throw new UnexpectedPage()
    if (isInterior(file, branch)) open.push({ branches: branchesOf(file, branch), next: 0 })
    else if (isLeaf(file, branch)) {
      yield { page: branch, first: 0, count: cellsOf(file, branch), isBetween: false }
    } else throw new UnexpectedPage()
  }
}

/** As SQLite has it: https://www.sqlite.org/src/file/src/btreeInt.h (BTCURSOR_MAX_DEPTH) */
const MOST_LEVELS = 20

/** Whether a tree is that of an index, in which a table WITHOUT ROWID lies. */
export function isIndexPage(file: PageFile, page: number): boolean {
  const type = typeOf(file, page)
  return type === PAGE_TYPES.indexLeaf || type === PAGE_TYPES.indexInterior
}

function isInterior(file: PageFile, branch: Branch): branch is number {
  if (typeof branch !== 'number') return false
  const type = typeOf(file, branch)
  return type === PAGE_TYPES.tableInterior || type === PAGE_TYPES.indexInterior
}

function isLeaf(file: PageFile, page: number): boolean {
  const type = typeOf(file, page)
  return type === PAGE_TYPES.tableLeaf || type === PAGE_TYPES.indexLeaf
}

/** Of an interior page: its children, and in the tree of an index the rows between them. */
function branchesOf(file: PageFile, page: number): readonly Branch[] {
  const holdsRows = isIndexPage(file, page)
  return childrenOf(file, page).flatMap((child, at) =>
    at > 0 && holdsRows ? [{ page, first: at - 1, count: 1, isBetween: true }, child] : [child],
  )
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
