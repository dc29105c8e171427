import {
  parseCheck,
  parseReferences,
  takeConflictAction,
  takeConstraintName,
  takeUnplaced,
} from './parse-clauses.ts'
import type { TableDraft } from './table-definition.ts'
import { isText, type TokenCursor, type TokenRange } from './token-cursor.ts'

/** All of them are reserved in SQLite, so none can be the bare name of a column. */
export function startsTableConstraint(cursor: TokenCursor): boolean {
  return ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].some((word) => cursor.sees(word))
}

/** Reads one constraint of the table; there need be no comma behind it. */
export function parseTableConstraint(cursor: TokenCursor, draft: TableDraft): void {
  const name = takeConstraintName(cursor)
  if (cursor.takeIf('PRIMARY', 'KEY')) {
    const columns = takeKeyColumns(cursor, draft)
    draft.primaryKey = { name, columns, onConflict: takeConflictAction(cursor) }
  } else if (cursor.takeIf('UNIQUE')) {
    const columns = takeKeyColumns(cursor, draft)
    draft.uniques.push({ name, columns, onConflict: takeConflictAction(cursor) })
  } else if (cursor.takeIf('CHECK')) {
    parseCheck(cursor, draft, name, null)
    takeConflictAction(cursor)
  } else if (cursor.takeIf('FOREIGN', 'KEY')) {
    if (cursor.takeGroup() === null || !cursor.takeIf('REFERENCES')) takeUnplaced(cursor, draft)
    else parseReferences(cursor, draft, name)
  } else if (name === null) {
    takeUnplaced(cursor, draft)
  }
}

/** The names in `(a, b COLLATE NOCASE DESC)`; their order and collations come from PRAGMA index_xinfo. */
function takeKeyColumns(cursor: TokenCursor, draft: TableDraft): readonly string[] {
  const group = cursor.takeGroup()
  if (group === null) {
    takeUnplaced(cursor, draft)
    return []
  }
  if (isText(cursor.tokensOf(group).at(-1), 'AUTOINCREMENT')) draft.autoincrement = true
  return cursor.splitAtCommas(group).map((part) => firstName(cursor, part))
}

function firstName(cursor: TokenCursor, part: TokenRange): string {
  return cursor.tokensOf(part)[0]?.value ?? ''
}
