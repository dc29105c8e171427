import type { PageFile } from './page-file.ts'
import { RowCursor } from './row-cursor.ts'
import { UnexpectedPage } from './unexpected-page.ts'

/** The tree of a table in a file. */
export interface Tree {
  readonly file: PageFile
  readonly root: number
}

/**
 * The number of rows of two tables that hold the same: each record in the same bytes, in the same order, under the same rowid.
 * Null where they differ, and where that cannot be told by their bytes: equal values can lie in others, and the rows of a table
 * WITHOUT ROWID in a tree of another shape.
 */
export function sameRows(one: Tree, other: Tree): number | null {
  try {
    return countSame(new RowCursor(one.file, [one.root]), new RowCursor(other.file, [other.root]))
  } catch (error) {
    if (error instanceof UnexpectedPage) return null
    throw error
  }
}

function countSame(one: RowCursor, other: RowCursor): number | null {
  for (let rows = 0; ; rows += 1) {
    const isRow = one.nextRow()
    if (isRow !== other.nextRow()) return null
    if (!isRow) return rows
    if (!one.isSameAs(other)) return null
  }
}
