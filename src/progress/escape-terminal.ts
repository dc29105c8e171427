import { breakCommands, escapeBrackets } from './runner-commands.ts'

/** What a reader cannot see, or what changes how the rest is shown. https://www.unicode.org/reports/tr36/#visual_spoofing */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Makes a whole output safe to print, whatever came from a database, a path or a server into it: control and
 * escape sequences and invisible marks become visible as `\u001b`; line ends and tabs stay. What the runner of a
 * workflow would obey is cut in two.
 */
export function escapeTerminal(text: string): string {
  return breakCommands(escapeUnsafe(text))
}

/** The same for JSON, which stays the same JSON: there an escape means the character, and no line begins with a text. */
export function escapeJson(json: string): string {
  return escapeBrackets(escapeUnsafe(json))
}

function escapeUnsafe(text: string): string {
  return text.replace(UNSAFE, (character) => character.split('').map(escapeUnit).join(''))
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
