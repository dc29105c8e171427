import { formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { fillTestRunTemplate, type NumberedLine, TEMPLATE_TITLES } from '../test-run-template.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { cutText, prose } from './stranger-text.ts'

/** How many issues the template lists; the table has the others. */
const MAX_LISTED = 10
const MAX_ACTIONS = 50
const LONGEST_LINE = 400

/** The test run template of the methodology, as it can be copied into a plan or an issue. */
export function testRunSection(record: RunRecord): Section {
  const { head, results, resolved, found } = fillTestRunTemplate(record)
  const lines = [
    ...head,
    '',
    TEMPLATE_TITLES.results,
    ...results.map((line) => `- ${line}`),
    '',
    ...listed(TEMPLATE_TITLES.resolved, resolved),
    '',
    ...listed(TEMPLATE_TITLES.found, found),
  ]
  return {
    id: 'test-run',
    title: 'Test run',
    count: null,
    content: html`<pre class="template" tabindex="0" aria-label="Test run template">${lines.map(renderLine)}</pre>`,
  }
}

function listed(title: string, lines: readonly NumberedLine[]): readonly string[] {
  if (lines.length === 0) return [`${title} none`]
  const shown = lines
    .slice(0, MAX_LISTED)
    .map(({ category, text, outcome }, index) =>
      cutText(`${index + 1}. [${category}] ${text} - ${outcome}`, LONGEST_LINE),
    )
  const rest = lines.length - shown.length
  return [title, ...shown, ...(rest > 0 ? [`… and ${formatCount(rest)} more, in the tables below.`] : [])]
}

/** The label of a line stands out: `Date: …`, `- Test Duration: …`. */
function renderLine(line: string): Html {
  const [, label, rest] = /^((?:- )?[A-Z][A-Za-z #]+:)(.*)$/.exec(line) ?? []
  return label === undefined ? html`<bdi>${line}</bdi>\n` : html`<b>${label}</b>${rest ?? ''}\n`
}

/** What to fix first, in the order of the methodology. */
export function nextActionsSection({ nextActions }: RunRecord): Section {
  const rest = nextActions.length - MAX_ACTIONS
  const actions = nextActions.slice(0, MAX_ACTIONS).map((action) => html`<li>${prose(action)}</li>\n`)
  return {
    id: 'next-actions',
    title: 'Next actions',
    count: null,
    content:
      nextActions.length === 0
        ? html`<p>Nothing is left to do.</p>`
        : html`<p class="soft">What to fix first, in this order.</p>
<ol class="actions">${actions}</ol>
${rest > 0 ? html`<p>… and ${formatCount(rest)} more in <code>record.json</code>.</p>` : null}`,
  }
}
