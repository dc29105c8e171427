/** The first characters of a text, at most `longest` UTF-16 code units: half of a surrogate pair is left out. */
export function beginningOf(text: string, longest: number): string {
  const isPairCut = text.length > longest && isHigh(text.charCodeAt(longest - 1))
  return text.slice(0, isPairCut ? longest - 1 : longest)
}

/** The last ones. */
export function endOf(text: string, longest: number): string {
  const start = Math.max(0, text.length - longest)
  return text.slice(start > 0 && isLow(text.charCodeAt(start)) ? start + 1 : start)
}

/** https://www.unicode.org/faq/utf_bom.html#utf16-2 */
function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
