/**
 * Whether jsonb holds the same members as a valid JSON text: it refuses U+0000 and halves of surrogate pairs, of several
 * members with one key it keeps the last, and its zero has no sign. False too where a text is too deep for a recursion:
 * PostgreSQL's stack is no larger.
 * https://www.postgresql.org/docs/current/datatype-json.html
 */
export function keepsAsJsonb(text: string): boolean {
  const parsed: unknown = JSON.parse(text)
  const keys = countKeys(text)
  try {
    return keys === countMembers(parsed) && isStorable(parsed)
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The strings of a JSON text that stand before a colon. Without a regular expression: on a long string it runs out of stack. */
function countKeys(text: string): number {
  let keys = 0
  for (let start = text.indexOf('"'); start !== -1; ) {
    let next = endOfString(text, start) + 1
    while (isBlank(text.charCodeAt(next))) next += 1
    if (text[next] === ':') keys += 1
    start = text.indexOf('"', next)
  }
  return keys
}

/** The place of the quotation mark that ends the string: an even number of backslashes stands before it. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let backslash = end - 1
    while (text[backslash] === '\\') backslash -= 1
    if ((end - backslash) % 2 === 1) return end
  }
}

/** https://www.rfc-editor.org/rfc/rfc8259#section-2 */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
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
