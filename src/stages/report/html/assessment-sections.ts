import type { RunRecord } from '../../record/run-record.ts'
import { formatCount } from '../figures.ts'
import { badge } from './badge.ts'
import { dataTable } from './data-table.ts'
import { type Html, html } from './html.ts'
import type { Section } from './section.ts'
import { nameOf, sentence } from './stranger-text.ts'

const QUERY_BYTES = 500_000

/** The same queries on both sides. */
export function performanceSection({ performance }: RunRecord): Section {
  const { status, verdict, medianRatio, queries } = performance
  const ratio =
    medianRatio === null ? null : html` The median query takes ${medianRatio.toFixed(2)}× the time of SQLite.`
  const time = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`
  return {
    id: 'performance',
    title: 'Query performance',
    link: 'Queries',
    count: null,
    content:
      status === 'not-measured'
        ? html`<p>Not measured in this run.</p>`
        : html`<p>${verdict === null ? null : badge(verdict)}${ratio}</p>${dataTable({
            subject: 'queries',
            caption: 'Queries on both sides',
            maxBytes: QUERY_BYTES,
            rows: queries,
            columns: [
              { title: 'Query', cell: ({ name }) => nameOf(name) },
              {
                title: 'SQLite',
                numeric: true,
                cell: ({ sqliteMs }) => time(sqliteMs),
                key: ({ sqliteMs }) => sqliteMs,
              },
              {
                title: 'PostgreSQL',
                numeric: true,
                cell: ({ postgresMs }) => time(postgresMs),
                key: ({ postgresMs }) => postgresMs,
              },
              {
                title: 'Ratio',
                numeric: true,
                cell: (query) => `${query.ratio.toFixed(2)}×`,
                key: (query) => query.ratio,
              },
            ],
          })}`,
  }
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
  return html`<li>${badge(status)}<div><p>${title}</p><p class="soft">${sentence(evidence)}</p></div></li>\n`
}
