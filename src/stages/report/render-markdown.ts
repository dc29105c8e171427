import type { RunRecord } from '../record/run-record.ts'
import { linesToMarkdown } from './escape-markdown.ts'
import { renderDetails } from './markdown-details.ts'
import { renderTemplate, renderWarnings } from './template-blocks.ts'
import { verdictOf } from './verdict.ts'

/** The report of one test run as GitHub Markdown: the verdict, the test run template, the details folded. */
export function renderMarkdown(record: RunRecord): string {
  const { symbol, headline, lines } = verdictOf(record)
  const blocks = [
    `## ${symbol} ${headline}`,
    linesToMarkdown(lines),
    ...renderTemplate(record),
    renderWarnings(record),
    ...renderDetails(record),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
