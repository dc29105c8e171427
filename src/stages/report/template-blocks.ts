import type { RunRecord } from '../record/run-record.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { proseToMarkdown } from './own-code-spans.ts'
import { fillTestRunTemplate, TEMPLATE_TITLES, type TestRunTemplate } from './test-run-template.ts'

/** How many issues stand open on a page that has room; the details have all of them. */
const MAX_LISTED = 25

/** The test run template as blocks of Markdown. No list has more than `limit` lines; what is left out is counted. */
export function renderTemplate(record: RunRecord, limit = MAX_LISTED): readonly string[] {
  const template = fillTestRunTemplate(record)
  return [
    ['```text', ...template.head, '', ...results(template), '```'].join('\n'),
    numberedList(TEMPLATE_TITLES.resolved, template.resolved, limit),
    numberedList(TEMPLATE_TITLES.found, template.found, limit),
    [
      TEMPLATE_TITLES.nextActions,
      ...template.nextActions.map((action) => `- [ ] ${proseToMarkdown(action)}`),
    ].join('\n'),
  ]
}

/** https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#alerts */
export function renderWarnings({ warnings }: RunRecord): string {
  if (warnings.length === 0) return ''
  return ['> [!WARNING]', ...warnings.map((warning) => `> - ${escapeMarkdown(warning)}`)].join('\n')
}

function results(template: TestRunTemplate): readonly string[] {
  return [TEMPLATE_TITLES.results, ...template.results.map((line) => `- ${line}`)]
}

function numberedList(title: string, lines: TestRunTemplate['found'], limit: number): string {
  if (lines.length === 0) return `${title} none`
  const listed = lines
    .slice(0, limit)
    .map(
      ({ category, text, outcome }, index) =>
        `${index + 1}. [${category}] ${escapeMarkdown(text)} - ${escapeMarkdown(outcome)}`,
    )
  const rest = lines.length - listed.length
  return [title, ...listed, ...(rest > 0 ? ['', `… and ${rest} more.`] : [])].join('\n')
}
