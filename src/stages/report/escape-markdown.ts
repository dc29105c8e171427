import { visibleText } from './visible-text.ts'

/** Nothing to see, but it cuts a text in two before GitHub looks for mentions, references and links in it. */
const CUT = '<!-- -->'

/**
 * Text of a stranger for a place inside of a line of Markdown, or of a table cell. It is shown as it is: no
 * markup, no HTML, no mention, no link, and no command to the runner that prints it.
 * https://github.github.com/gfm/
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function escapeMarkdown(text: string): string {
  return toHtml(visibleText(text).replace(/[\\`*[\]|~$]|(?<!\w)_|_(?!\w)/g, '\\$&'))
}

/** Lines of such a text for one place: they are seen as lines, and none of them begins a line of Markdown. */
export function linesToMarkdown(lines: readonly string[]): string {
  return lines.map((line) => escapeMarkdown(line.trim())).join('<br>')
}

/** {@link escapeMarkdown} for a place where GitHub reads HTML and no Markdown: the title of a folded part. */
export function escapeHtml(text: string): string {
  return toHtml(visibleText(text)).replace(/[[\]`]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`)
}

function toHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)|#(?=[\d#[\\])|\bGH-(?=\d)|\bwww(?=\.)|:(?=:|\/\/)/gi, `$&${CUT}`)
}
