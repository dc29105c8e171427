import type { RunRecord } from '../record/run-record.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { renderDetails } from './markdown-details.ts'
import { fillTestRunTemplate, TEMPLATE_TITLES, type TestRunTemplate } from './test-run-template.ts'
import { verdictOf } from './verdict.ts'

/** How many issues stand open on the page; the details have all of them. */
const MAX_LISTED = 25

/** The report of one test run as GitHub Markdown: the verdict, the test run template, the details folded. */
export function renderMarkdown(record: RunRecord): string {
  const { symbol, headline, explanation } = verdictOf(record)
  const blocks = [
    `## ${symbol} ${headline}`,
    escapeMarkdown(explanation),
    ...renderTemplate(fillTestRunTemplate(record)),
    renderWarnings(record),
    ...renderDetails(record),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function renderTemplate(template: TestRunTemplate): readonly string[] {
  return [
    ['```text', ...template.head, '', ...results(template), '```'].join('\n'),
    numberedList(TEMPLATE_TITLES.resolved, template.resolved),
    numberedList(TEMPLATE_TITLES.found, template.found),
    [
      TEMPLATE_TITLES.nextActions,
      ...template.nextActions.map((action) => `- [ ] ${escapeMarkdown(action)}`),
    ].join('\n'),
  ]
}

/** https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
function renderWarnings({ warnings }: RunRecord): string {
  if (warnings.length === 0) return ''
  return ['> [!WARNING]', ...warnings.map((warning) => `> - ${escapeMarkdown(warning)}`)].join('\n')
}

function results(template: TestRunTemplate): readonly string[] {
  return [TEMPLATE_TITLES.results, ...template.results.map((line) => `- ${line}`)]
}

function numberedList(title: string, lines: TestRunTemplate['found']): string {
  if (lines.length === 0) return `${title} none`
  const listed = lines
    .slice(0, MAX_LISTED)
    .map(
      ({ category, text, outcome }, index) =>
        `${index + 1}. [${category}] ${escapeMarkdown(text)} - ${escapeMarkdown(outcome)}`,
    )
  const rest = lines.length - listed.length
  return [title, ...listed, ...(rest > 0 ? ['', `… and ${rest} more.`] : [])].join('\n')
}
