import { formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { dataTable } from './data-table.ts'
import { html } from './html.ts'
import { exampleRows } from './issue-section.ts'
import type { Section } from './section.ts'
import { nameOf, sentence } from './stranger-text.ts'

const DECISION_BYTES = 500_000

/** What was open before and is gone, with what removed it. */
export function resolvedSection({ resolvedIssues, run }: RunRecord): Section {
  const none =
    run.number === 1
      ? 'This is the first run: there was nothing to resolve.'
      : 'No issue was resolved since the run before.'
  return {
    id: 'resolved',
    title: 'Resolved',
    count: resolvedIssues.length,
    content:
      resolvedIssues.length === 0
        ? html`<p>${none}</p>`
        : dataTable({
            subject: 'resolved issues',
            caption: 'Issues that were open before this run and are gone',
            maxBytes: DECISION_BYTES,
            rows: resolvedIssues,
            columns: [
              {
                title: 'Issue',
                cell: ({ id, message }) =>
                  html`<p class="place">${nameOf(id)}</p><p>${sentence(message)}</p>`,
              },
              { title: 'Category', cell: ({ category }) => category },
              { title: 'Fix applied', cell: ({ fix }) => sentence(fix) },
            ],
          }),
  }
}

/** What the remedies of the settings did to the private copy. */
export function remedySection({ remedies }: RunRecord): Section {
  return {
    id: 'remedies',
    title: 'Remedies',
    count: remedies.length,
    content:
      remedies.length === 0
        ? html`<p>The settings name no remedy that was applied. <code>pg-rehearsal inspect --suggest</code> proposes one for each issue that has one.</p>`
        : dataTable({
            subject: 'remedies',
            caption: 'Remedies of the settings, done to a private copy of the source',
            maxBytes: DECISION_BYTES,
            rows: remedies,
            columns: [
              { title: 'Remedy', cell: ({ remedy }) => html`<code>${remedy}</code>` },
              {
                title: 'Issue',
                cell: ({ issue, examples }) =>
                  html`<p class="place">${nameOf(issue)}</p>${exampleRows(examples)}`,
              },
              {
                title: 'Changed',
                numeric: true,
                cell: ({ rows }) => formatCount(rows),
                key: ({ rows }) => rows,
              },
              { title: 'Effect', cell: ({ effect }) => sentence(effect) },
            ],
          }),
  }
}
