/**
 * Whether jsonb holds the same members as a JSON text: it refuses U+0000 and halves of surrogate pairs, of several
 * members with one key it keeps the last, and its zero has no sign. False for a text that is not JSON as a whole: SQLite
 * reads a text up to its first U+0000, and calls `{}` JSON whatever stands behind.
 *
 * How deep a document may be is for the server to say: the limit is its `max_stack_depth` (measured on 18.4, with 2 MB:
 * jsonb goes 16,000 levels deep, and json too where they are objects).
 * https://www.postgresql.org/docs/current/datatype-json.html
 */
export function keepsAsJsonb(text: string): boolean {
  const parsed = parse(text)
  return parsed !== undefined && countStorable(parsed) === countKeys(text)
}

/** Undefined, which no document is, for a text that is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The members of all objects in a document; null where a text or a number in it would change. Without recursion: documents can be deep. */
function countStorable(document: unknown): number | null {
  let members = 0
  const open = [document]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' ? !isStorable(value) : Object.is(value, -0)) return null
    if (typeof value !== 'object' || value === null) continue
    const keys = Array.isArray(value) ? [] : Object.keys(value)
    if (!keys.every(isStorable)) return null
    members += keys.length
    for (const member of Object.values(value)) open.push(member)
  }
  return members
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
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
