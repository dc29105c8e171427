/** What a reader cannot see, or what changes how the rest is shown. https://www.unicode.org/reports/tr36/#visual_spoofing */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

/**
 * Makes a whole output safe to print, whatever came from a database, a path or a server into it: control and
 * escape sequences and invisible marks become visible as `\u001b`; line ends and tabs stay. A JSON text stays
 * the same JSON, because there the escape means the character.
 */
export function escapeTerminal(text: string): string {
  return text.replace(UNSAFE, (character) => character.split('').map(escapeUnit).join(''))
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
