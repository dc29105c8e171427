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
  const column: Draft = {
    name,
    quotedType: takeType(cursor),
    collation: null,
    notNullOnConflict: null,
    generatedExpression: null,
  }
  while (cursor.peek() !== undefined && !cursor.sees(',') && !cursor.sees(')'))
    parseColumnConstraint(cursor, draft, column)
  draft.columns.push(column)
}

type Draft = { -readonly [Field in keyof ColumnDefinition]: ColumnDefinition[Field] }

/**
 * PRAGMA table_xinfo tells the type, but where a name in quotes is a part of it: there it has lost its first and its last
 * character, so that `[decimal](19, 4)` of a script for SQL Server is `decimal](19, 4` (measured with SQLite 3.54).
 *
 * @returns such a type without its quotes; null where the PRAGMA tells it as it is
 */
function takeType(cursor: TokenCursor): string | null {
  const parts: string[] = []
  let isQuoted = false
  let isWhole = true
  while (!CONSTRAINT_WORDS.some((word) => cursor.sees(word)) && !cursor.sees('GENERATED', 'ALWAYS')) {
    const kind = cursor.peek()?.kind
    const name = cursor.takeName()
    if (name === null) break
    const limits = cursor.takeGroup()
    // to SQLite the brackets of `text[]` are quotes around nothing
    const isArray = name === ''
    const part = isArray ? `${parts.pop() ?? ''}[]` : name
    parts.push(limits === null ? part : `${part}(${cursor.textOf(limits)})`)
    isQuoted ||= kind !== 'word' && !isArray
    isWhole &&= limits === null && !isArray
  }
  return isQuoted && !(isWhole && parts.length === 1) ? parts.join(' ') : null
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
