import { parseColumn } from './parse-column.ts'
import { parseTableConstraint, startsTableConstraint } from './parse-table-constraint.ts'
import type { TableDefinition, TableDraft } from './table-definition.ts'
import { TokenCursor } from './token-cursor.ts'

/**
 * Reads the text of a CREATE TABLE as sqlite_schema keeps it. Never throws: what it cannot place is in `unplaced`.
 *
 * https://www.sqlite.org/lang_createtable.html. The real grammar (`parse.y`) is wider than that page: the commas
 * between table constraints are optional, names may be strings, and CONSTRAINT may stand without a constraint.
 */
export function parseCreateTable(sql: string): TableDefinition {
  const cursor = new TokenCursor(sql)
  const draft: TableDraft = {
    columns: [],
    primaryKey: null,
    uniques: [],
    foreignKeys: [],
    checks: [],
    autoincrement: false,
    unplaced: [],
  }
  if (takeHead(cursor)) parseBody(cursor, draft)
  const rest = cursor.textOf(cursor.rest())
  if (rest !== '') draft.unplaced.push(rest)
  return draft
}

/** `CREATE TABLE name (`, with everything that may stand between. */
function takeHead(cursor: TokenCursor): boolean {
  if (!cursor.takeIf('CREATE')) return false
  if (!cursor.takeIf('TEMP')) cursor.takeIf('TEMPORARY')
  if (!cursor.takeIf('TABLE')) return false
  cursor.takeIf('IF', 'NOT', 'EXISTS')
  if (cursor.takeName() === null) return false
  if (cursor.takeIf('.') && cursor.takeName() === null) return false
  return cursor.takeIf('(')
}

function parseBody(cursor: TokenCursor, draft: TableDraft): void {
  while (cursor.peek() !== undefined && !cursor.takeIf(')')) {
    if (startsTableConstraint(cursor)) parseTableConstraint(cursor, draft)
    else parseColumn(cursor, draft)
    cursor.takeIf(',')
  }
  let isThere = true
  while (isThere) isThere = cursor.takeIf('WITHOUT', 'ROWID') || cursor.takeIf('STRICT') || cursor.takeIf(',')
  cursor.takeIf(';')
}
