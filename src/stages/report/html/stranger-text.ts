import { formatCount } from '../../../progress/amount.ts'
import { piecesOf } from '../own-code-spans.ts'
import { visibleText } from '../visible-text.ts'
import { type Html, html } from './html.ts'

/** A name that is longer says no more to a reader, and a row of many of them would fill a page. */
const LONGEST_NAME = 160
const LONGEST_TEXT = 800

/** A name from a database, in letters of equal width. */
export function nameOf(text: string): Html {
  return html`<bdi class="name">${cutText(text, LONGEST_NAME)}</bdi>`
}

/** The id of an issue, whole but for the longest, which a click selects to be copied. */
export function idOf(text: string): Html {
  return html`<bdi class="name id">${cutText(text, LONGEST_TEXT)}</bdi>`
}

/**
 * A sentence that may hold text of a stranger. `bdi` keeps letters that run from right to left from moving what stands
 * beside it: https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-bdi-element
 */
export function sentence(text: string): Html {
  return html`<bdi>${cutText(text, LONGEST_TEXT)}</bdi>`
}

/** The same of a sentence that has words of the settings in it. */
export function prose(text: string): Html {
  const pieces = piecesOf(cutText(text, LONGEST_TEXT))
  return html`<bdi>${pieces.map((piece) => (piece.isCode ? html`<code>${piece.text}</code>` : piece.text))}</bdi>`
}

/** Cuts a text, after its invisible characters were made visible, and says how much is missing. */
export function cutText(text: string, longest: number): string {
  // a visible text is never shorter than what it shows, so this much of a huge one is enough
  const characters = [...visibleText(text.slice(0, longest * 2 + 2))]
  if (characters.length <= longest && text.length <= longest * 2 + 2) return characters.join('')
  const shown = characters.slice(0, longest).join('')
  return `${shown}… (cut, ${formatCount(text.length)} characters in all)`
}
