import { breakBrackets } from '../../progress/runner-commands.ts'
import { visibleText } from './visible-text.ts'

/**
 * Text of a stranger for one line of a terminal or of a workflow's log: no control sequence, and none of the
 * `::command::`, `##[command]` and `##vso[command]` that a runner obeys: the first at the beginning of a line, where a word can come to
 * stand. The cast of `at::date` stays as it is, to be copied.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function terminalText(text: string): string {
  return breakBrackets(visibleText(text).replace(/(?<!\S)::/gu, ': :'))
}

/**
 * The id of an issue for the end of a line: it is copied into the settings, so nothing is put into it, and nobody may break
 * it. A `::` in it stands behind its code, and so begins no line; the bracket of `##[command]`, which a runner obeys
 * anywhere, becomes the `?` by which a waiver or a remedy still finds it.
 */
export function idText(id: string): string {
  return visibleText(id).replace(/(##[\w.-]*)\[/g, '$1?')
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const COMBINING = /\p{M}/u

/** How many columns of a terminal a text takes. https://www.unicode.org/reports/tr11/ */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += COMBINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

/** Cuts a text to a width; what was cut is marked by `…`. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let cut = ''
  let used = 1
  for (const character of text) {
    used += textWidth(character)
    if (used > width) break
    cut += character
  }
  return `${cut}…`
}

/** Breaks a text at blanks; lines after the first are indented. A word that is too long is cut in pieces. */
export function wrapText(text: string, width: number, indent: number): readonly string[] {
  const room = Math.max(10, width - indent)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((long) => piecesOf(long, room))) {
    const limit = lines.length === 0 ? width : room
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > limit) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line].map((part, index) => (index === 0 ? part : ' '.repeat(indent) + part))
}

function piecesOf(word: string, room: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (textWidth(piece) + textWidth(character) > room) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  // a piece may begin a line
  return [...pieces, piece].map((part) => part.replace(/^::/, ': :'))
}
