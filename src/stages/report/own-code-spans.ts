import { ISSUE_CODES } from '../../issues/issue-codes.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { visibleText } from './visible-text.ts'

/** What the evidence of the checklist puts between backticks. */
const IN_EVIDENCE = ['checklist: {}', 'checklist', 'validate', 'durable']

const OWN_SPANS: ReadonlySet<string> = new Set([
  ...IN_EVIDENCE,
  ...Object.values(ISSUE_CODES).flatMap(({ remedy }) =>
    [...remedy.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span),
  ),
])

const OWN_SPAN = new RegExp(
  `(?<!\`)\`(${[...OWN_SPANS].map((span) => span.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})\`(?!\`)`,
)

interface Piece {
  readonly text: string
  readonly isCode: boolean
}

/**
 * A sentence of ours that may hold text of a stranger, cut at the code spans that are ours word by word. A span in
 * the text of a stranger is none: it stays a text between two backticks.
 */
export function piecesOf(text: string): readonly Piece[] {
  // split() gives text and captured span in turn
  return text.split(OWN_SPAN).map((piece, index) => ({ text: piece, isCode: index % 2 === 1 }))
}

/** Such a sentence for a place inside of a line of Markdown, or of a table cell. */
export function proseToMarkdown(text: string): string {
  return piecesOf(visibleText(text))
    .map((piece) => (piece.isCode ? `\`${piece.text}\`` : escapeMarkdown(piece.text)))
    .join('')
}
