/**
 * A GLOB pattern as a PostgreSQL regular expression with the same matches; null for a set that is never closed or
 * has a range that is reversed, which PostgreSQL refuses. `*` is any text, `?` any character, `[a-z]` and `[^a-z]` sets.
 * https://www.sqlite.org/lang_expr.html#glob, https://www.postgresql.org/docs/current/functions-matching.html
 */
export function globToRegex(pattern: string): string | null {
  const characters = [...pattern]
  let regex = ''
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? ''
    if (character === '*') regex += '.*'
    else if (character === '?') regex += '.'
    else if (character !== '[') regex += escaped(character)
    else {
      const set = readSet(characters, at)
      if (set === null) return null
      regex += set.regex
      at = set.end
    }
  }
  return `^(?:${regex})$`
}

/** A `]` directly after the opening is a member of the set. */
function readSet(
  characters: readonly string[],
  open: number,
): { readonly regex: string; readonly end: number } | null {
  const negated = characters[open + 1] === '^'
  const first = open + (negated ? 2 : 1)
  const end = characters.indexOf(']', characters[first] === ']' ? first + 1 : first)
  if (end === -1) return null
  const members = characters.slice(first, end)
  if (members.some((member, index) => member === '-' && isReversed(members[index - 1], members[index + 1])))
    return null
  const body = members.map((member, index) => {
    const isRange = member === '-' && index > 0 && index < members.length - 1
    return isRange ? '-' : escaped(member)
  })
  return { regex: `[${negated ? '^' : ''}${body.join('')}]`, end }
}

function isReversed(low: string | undefined, high: string | undefined): boolean {
  return (low?.codePointAt(0) ?? 0) > (high?.codePointAt(0) ?? Number.POSITIVE_INFINITY)
}

function escaped(character: string): string {
  return /[\\^$.|?*+()[\]{}-]/.test(character) ? `\\${character}` : character
}
