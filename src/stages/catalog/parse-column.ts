import { CONSTRAINT_WORDS } from '../../sql/constraint-words.ts'
import {
  parseCheck,
  parseDeferrable,
  parseReferences,
  takeConflictAction,
  takeConstraintName,
  takeUnplaced,
} from './parse-clauses.ts'
import type { ColumnDefinition, TableDraft } from './table-definition.ts'
import { isText, type TokenCursor } from './token-cursor.ts'

/** Reads one column with its constraints, up to the comma or parenthesis behind it. */
export function parseColumn(cursor: TokenCursor, draft: TableDraft): void {
  const name = cursor.takeName()
  if (name === null) {
    takeUnplaced(cursor, draft)
    return
  }
  skipType(cursor)
  const column: Draft = { name, collation: null, notNullOnConflict: null, generatedExpression: null }
  while (cursor.peek() !== undefined && !cursor.sees(',') && !cursor.sees(')'))
    parseColumnConstraint(cursor, draft, column)
  draft.columns.push(column)
}

type Draft = { -readonly [Field in keyof ColumnDefinition]: ColumnDefinition[Field] }

/** PRAGMA table_xinfo tells the type. */
function skipType(cursor: TokenCursor): void {
  while (!CONSTRAINT_WORDS.some((word) => cursor.sees(word)) && !cursor.sees('GENERATED', 'ALWAYS')) {
    if (cursor.takeName() === null) return
    cursor.takeGroup()
  }
}

function parseColumnConstraint(cursor: TokenCursor, draft: TableDraft, column: Draft): void {
  const name = takeConstraintName(cursor)
  if (cursor.takeIf('PRIMARY', 'KEY')) {
    if (!cursor.takeIf('ASC')) cursor.takeIf('DESC')
    draft.primaryKey = { name, columns: [column.name], onConflict: takeConflictAction(cursor) }
    if (cursor.takeIf('AUTOINCREMENT')) draft.autoincrement = true
  } else if (cursor.takeIf('UNIQUE')) {
    draft.uniques.push({ name, columns: [column.name], onConflict: takeConflictAction(cursor) })
  } else if (cursor.takeIf('NOT', 'NULL')) {
    column.notNullOnConflict = takeConflictAction(cursor)
  } else if (cursor.takeIf('NULL')) {
    takeConflictAction(cursor)
  } else if (cursor.takeIf('CHECK')) {
    parseCheck(cursor, draft, name, column.name)
  } else if (cursor.takeIf('COLLATE')) {
    column.collation = cursor.takeName()?.toUpperCase() ?? null
  } else if (cursor.takeIf('REFERENCES')) {
    parseReferences(cursor, draft, name)
  } else if (cursor.takeIf('GENERATED', 'ALWAYS', 'AS') || cursor.takeIf('AS')) {
    column.generatedExpression = takeGenerated(cursor)
  } else if (cursor.takeIf('DEFAULT')) {
    skipDefault(cursor)
  } else if (!parseDeferrable(cursor, draft) && name === null) {
    takeUnplaced(cursor, draft)
  }
}

function takeGenerated(cursor: TokenCursor): string | null {
  const group = cursor.takeGroup()
  if (!cursor.takeIf('STORED')) cursor.takeIf('VIRTUAL')
  return group && cursor.textOf(group)
}

/** PRAGMA table_xinfo tells its text. */
function skipDefault(cursor: TokenCursor): void {
  if (cursor.takeGroup() !== null) return
  const sign = cursor.take()
  if (isText(sign, '-') || isText(sign, '+')) cursor.take()
}
