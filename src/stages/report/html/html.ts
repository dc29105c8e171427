import { BRACKET_COMMAND } from '../../../progress/runner-commands.ts'
import { visibleText } from '../visible-text.ts'

/** Markup that is safe to put into a page. Only this file makes it out of text. */
export class Html {
  readonly #markup: string

  private constructor(markup: string) {
    this.#markup = markup
  }

  static of(markup: string): Html {
    return new Html(markup)
  }

  get bytes(): number {
    return Buffer.byteLength(this.#markup)
  }

  toString(): string {
    return this.#markup
  }
}

export type Child = Html | string | number | null | readonly Child[]

/**
 * Markup of ours with texts in it: `` html`<td title="${name}">${name}</td>` ``. Each text becomes one line in which
 * every character can be seen, and can be neither a tag nor the end of an attribute in double quotes; null is nothing.
 */
export function html(markup: TemplateStringsArray, ...children: readonly Child[]): Html {
  const parts = markup.map((part, index) => part + (index < children.length ? render(children[index]) : ''))
  return Html.of(parts.join(''))
}

/** Text of ours that must arrive as it is: a style or a script. It must hold nothing of a stranger. */
export function verbatim(text: string): Html {
  return Html.of(text)
}

export const NOTHING = Html.of('')

function render(child: Child | undefined): string {
  if (child === null || child === undefined) return ''
  if (child instanceof Html) return child.toString()
  if (typeof child === 'string') return escapeHtml(child)
  if (typeof child === 'number') return String(child)
  return child.map(render).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/**
 * https://html.spec.whatwg.org/multipage/syntax.html#syntax-text
 *
 * A page goes through a log too (`--format html`): what a runner would obey there is spelled otherwise, and shown as it is.
 */
function escapeHtml(text: string): string {
  return visibleText(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
    .replace(BRACKET_COMMAND, '#&#35;')
    .replace(/(?<!\S)::/g, '&#58;:')
}
