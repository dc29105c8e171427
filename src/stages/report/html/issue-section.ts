import type { RowKey } from '../../../issues/issue.ts'
import { formatCount } from '../../../progress/amount.ts'
import type { IssueRecord, RunRecord } from '../../record/run-record.ts'
import { waiverText } from '../decisions.ts'
import { idInSettings } from '../id-in-settings.ts'
import { formatKey } from '../row-key.ts'
import { badge } from './badge.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { idOf, nameOf, prose, sentence } from './stranger-text.ts'

const ISSUE_BYTES = 3_000_000
const RANKS = { HIGH: 0, MED: 1, LOW: 2 } as const satisfies Record<IssueRecord['priority'], number>

/** Every issue of the run, those that are waived too. */
export function issueSection({ issues, run }: RunRecord): Section {
  return {
    id: 'issues',
    title: 'Issues',
    count: issues.length,
    content:
      issues.length === 0
        ? html`<p>${run.status === 'finished' ? 'This run found no issue.' : 'No issue was found before the run ended.'}</p>`
        : dataTable({
            subject: 'issues',
            caption: 'Issues of this run, most urgent first',
            maxBytes: ISSUE_BYTES,
            rows: issues,
            facets: [
              { name: 'priority', title: 'Priority', of: ({ priority }) => [priority] },
              { name: 'category', title: 'Category', of: ({ category }) => [category] },
              { name: 'state', title: 'State', of: statesOf },
            ],
            columns: [
              {
                title: 'Priority',
                cell: ({ priority }) => badge(priority),
                key: (issue) => RANKS[issue.priority],
              },
              { title: 'Issue', cell: whatWasFound },
              { title: 'Category', cell: ({ category }) => category },
              { title: 'State', cell: (issue) => html`${statesOf(issue).map(badge)}` },
              {
                title: 'Rows',
                numeric: true,
                cell: ({ rows }) => formatCount(rows),
                key: ({ rows }) => rows,
              },
              { title: 'What to do', cell: whatToDo },
            ],
          }),
  }
}

function statesOf({ state, waived }: IssueRecord): readonly (IssueRecord['state'] | 'waived')[] {
  return waived === null ? [state] : [state, 'waived']
}

function whatWasFound(issue: IssueRecord): Html {
  const { id, message, declaredType, targetType, state, firstSeenRun, examples } = issue
  const place = id.slice(id.indexOf(':') + 1)
  const types =
    declaredType === null || targetType === null
      ? null
      : html`<span>${nameOf(declaredType || 'no type')} → ${nameOf(targetType)}</span>`
  const leg = issue.leg === null ? null : html`<span>in ${nameOf(issue.leg)}</span>`
  const since = state === 'new' ? null : html`<span>first seen in run ${formatCount(firstSeenRun)}</span>`
  return html`<p class="place">${place === '' ? 'database' : nameOf(place)}</p><p>${sentence(message)}</p><p class="facts">${idOf(idInSettings(issue))}${leg}${types}${since}</p>${exampleRows(examples.map(({ key }) => key))}`
}

/** The keys of the first rows; values are never in a record. */
export function exampleRows(keys: readonly RowKey[]): Html | null {
  if (keys.length === 0) return null
  const rows = keys.map((key) => html`<li>${nameOf(formatKey(key))}</li>`)
  return html`<details><summary>Rows, for example</summary><ul class="keys">${rows}</ul></details>`
}

function whatToDo({ remedy, waived }: IssueRecord): Html {
  const waiver =
    waived === null ? null : html`<p class="waiver"><b>Waived</b> ${sentence(waiverText(waived))}</p>`
  return html`<p>${prose(remedy)}</p>${waiver}`
}
