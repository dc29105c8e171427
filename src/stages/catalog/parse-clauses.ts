import type { TableDraft } from './table-definition.ts'
import type { TokenCursor } from './token-cursor.ts'

/** `CONSTRAINT name` */
export function takeConstraintName(cursor: TokenCursor): string | null {
  return cursor.takeIf('CONSTRAINT') ? cursor.takeName() : null
}

/** `ON CONFLICT action`; the action in upper case. */
export function takeConflictAction(cursor: TokenCursor): string | null {
  return cursor.takeIf('ON', 'CONFLICT') ? (cursor.take()?.value.toUpperCase() ?? null) : null
}

/** What follows the word CHECK. */
export function parseCheck(
  cursor: TokenCursor,
  draft: TableDraft,
  name: string | null,
  column: string | null,
): void {
  const group = cursor.takeGroup()
  if (group === null) takeUnplaced(cursor, draft)
  else draft.checks.push({ name, expression: cursor.textOf(group), column })
}

/** What follows the word REFERENCES. PRAGMA foreign_key_list tells the parent and the actions. */
export function parseReferences(cursor: TokenCursor, draft: TableDraft, name: string | null): void {
  cursor.takeName()
  cursor.takeGroup()
  draft.foreignKeys.push({ name, deferrable: false })
  let isThere = true
  while (isThere) isThere = takeReferenceArgument(cursor) || parseDeferrable(cursor, draft)
}

function takeReferenceArgument(cursor: TokenCursor): boolean {
  if (cursor.takeIf('MATCH')) return cursor.takeName() !== null
  if (!['DELETE', 'UPDATE', 'INSERT'].some((event) => cursor.takeIf('ON', event))) return false
  return ['CASCADE', 'RESTRICT', 'SET NULL', 'SET DEFAULT', 'NO ACTION'].some((action) =>
    cursor.takeIf(...action.split(' ')),
  )
}

/**
 * `[NOT] DEFERRABLE [INITIALLY …]`, which belongs to the last foreign key before it. Only INITIALLY DEFERRED defers.
 * https://www.sqlite.org/foreignkeys.html#fk_deferred
 */
export function parseDeferrable(cursor: TokenCursor, draft: TableDraft): boolean {
  const not = cursor.takeIf('NOT', 'DEFERRABLE')
  if (!not && !cursor.takeIf('DEFERRABLE')) return false
  const deferred = cursor.takeIf('INITIALLY', 'DEFERRED')
  if (!deferred) cursor.takeIf('INITIALLY', 'IMMEDIATE')
  const last = draft.foreignKeys.pop()
  if (last !== undefined) draft.foreignKeys.push({ ...last, deferrable: deferred && !not })
  return true
}

/** Notes the next token as one that fits no rule, and goes on behind it. */
export function takeUnplaced(cursor: TokenCursor, draft: TableDraft): void {
  const token = cursor.take()
  if (token !== undefined) draft.unplaced.push(token.value)
}
