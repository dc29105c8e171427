/**
 * Characters that a reader cannot see, or that change how the others are shown: controls, line and paragraph
 * separators, bidirectional and zero-width marks, tags, halves of surrogate pairs.
 * https://www.unicode.org/reports/tr36/#visual_spoofing
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const SHORT_ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Text of a stranger as one line in which every character can be seen: `a\nb`, `a\u{202e}b`. */
export function visibleText(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => SHORT_ESCAPES[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}
