import { formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { QUERY_TITLES, type QueryRecord, queryCells, querySummary, worstFirst } from '../query-figures.ts'
import { badge } from './badge.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { nameOf, prose, sentence } from './stranger-text.ts'

const QUERY_BYTES = 500_000

/** The same queries on both sides. */
export function performanceSection({ performance }: RunRecord): Section {
  const { verdict, queries } = performance
  const summary = querySummary(performance)
  const [name, ...figures] = QUERY_TITLES
  return {
    id: 'performance',
    title: 'Query performance',
    link: 'Queries',
    count: queries.length,
    content:
      summary === null
        ? html`<p>Not measured in this run.</p>`
        : html`<p>${verdict === null ? null : badge(verdict)} ${summary}.</p>${dataTable({
            subject: 'queries',
            caption: 'Queries on both sides',
            maxBytes: QUERY_BYTES,
            facets: [{ name: 'grade', title: 'Grade', of: ({ grade }) => [grade] }],
            rows: worstFirst(queries),
            columns: [
              {
                title: name,
                cell: ({ name, reason, plan }) =>
                  html`${nameOf(name)}${reason === null ? null : html`<br>${sentence(reason)}`}${planOf(plan)}`,
              },
              ...figures.map((title, at) => ({
                title: title.replace(/:$/, ''),
                ...(title.endsWith(':') ? { numeric: true as const } : {}),
                cell: (query: QueryRecord) => queryCells(query)[at + 1] ?? '',
                ...(title.endsWith(':') ? { key: (query: QueryRecord) => figureOf(query, title) } : {}),
              })),
            ],
          })}`,
  }
}

/** What a column of figures is sorted by; what was not measured comes last. */
function figureOf({ sqliteMs, postgresMs, ratio }: QueryRecord, title: string): number {
  const figure = title === 'SQLite:' ? sqliteMs : title === 'PostgreSQL:' ? postgresMs : ratio
  return figure ?? -1
}

function planOf(plan: QueryRecord['plan']): Html | null {
  if (plan.length === 0) return null
  return html`<details><summary>Plan</summary><pre>${plan.map((line) => html`${sentence(line)}\n`)}</pre></details>`
}

const GROUPS = {
  data: 'Data',
  performance: 'Performance',
  operational: 'Operation',
  security: 'Security',
} as const satisfies Record<RunRecord['readiness']['items'][number]['group'], string>

/** The pre-production checklist, with what each line rests on. */
export function checklistSection({ readiness }: RunRecord): Section {
  const { items } = readiness
  const passed = items.filter(({ status }) => status === 'pass' || status === 'attested').length
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const lines = items.filter((item) => item.group === group)
    return lines.length === 0
      ? null
      : html`<h3>${title}</h3><ul class="checklist">${lines.map(checklistLine)}</ul>`
  })
  const verdict = readiness.verdict === 'ready' ? 'Ready' : 'Not ready'
  return {
    id: 'checklist',
    title: 'Pre-production checklist',
    link: 'Checklist',
    count: null,
    content: html`<p>${verdict}: ${formatCount(passed)} of ${formatCount(items.length)} lines are fulfilled. A line that this run did not check is unverified, never passed.</p>
${groups}`,
  }
}

function checklistLine({ status, title, evidence }: RunRecord['readiness']['items'][number]): Html {
  return html`<li>${badge(status)}<div><p>${title}</p><p class="soft">${prose(evidence)}</p></div></li>\n`
}
