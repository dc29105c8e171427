/**
 * Whether jsonb holds the same members as a valid JSON text: it refuses U+0000 and halves of surrogate pairs, of several
 * members with one key it keeps the last, and its zero has no sign. False too where a text is too deep for a recursion:
 * PostgreSQL's stack is no larger.
 * https://www.postgresql.org/docs/current/datatype-json.html
 */
export function keepsAsJsonb(text: string): boolean {
  const parsed: unknown = JSON.parse(text)
  try {
    return countKeys(text) === countMembers(parsed) && isStorable(parsed)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The strings of a JSON text that stand before a colon. */
function countKeys(text: string): number {
  const strings = text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/gs)
  return strings.reduce((count, [, colon]) => (colon === undefined ? count : count + 1), 0)
}

function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce<number>((sum, member) => sum + countMembers(member), own)
}

function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value !== 'object' || value === null) return !Object.is(value, -0)
  return Object.entries(value).every(([key, member]) => isStorable(key) && isStorable(member))
}
