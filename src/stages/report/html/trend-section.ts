import { formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { formatSeconds, formatTime } from '../figures.ts'
import { badge } from './badge.ts'
import { html } from './html.ts'
import type { Section } from './section.ts'
import { trendPlot } from './trend-plot.ts'

/** Issues and duration over the last runs, as a plot and in words. */
export function trendSection({ trend }: RunRecord): Section {
  return {
    id: 'trend',
    title: 'Trend',
    count: null,
    content:
      trend.length < 2
        ? html`<p>There is no earlier run to compare with. The trend begins with the next one.</p>`
        : html`${trendPlot(trend)}
<details><summary>The same in figures</summary><div class="table-box" role="region" aria-label="Trend in figures" tabindex="0"><table>
<caption>The last ${formatCount(trend.length)} runs, newest first</caption>
<thead><tr><th scope="col">Run</th><th scope="col">Start</th><th scope="col">Result</th>${FIGURES.map((title) => html`<th scope="col" class="number">${title}</th>`)}</tr></thead>
<tbody>${trend.toReversed().map(trendRow)}</tbody></table></div></details>`,
  }
}

const FIGURES = ['New', 'Remaining', 'Regressed', 'Resolved', 'Rows rejected', 'Duration']

function trendRow(run: RunRecord['trend'][number]) {
  const { number, startedAt, result, remaining, regressed, resolved, rowsRejected, durationMs } = run
  const figures = [
    ...[run.new, remaining, regressed, resolved, rowsRejected].map(formatCount),
    formatSeconds(durationMs),
  ]
  const cells = figures.map(
    (figure, index) => html`<td class="number" data-label="${FIGURES[index] ?? ''}">${figure}</td>`,
  )
  return html`<tr><th scope="row" data-label="Run">${number}</th><td data-label="Start">${formatTime(startedAt)}</td><td data-label="Result">${badge(result)}</td>${cells}</tr>\n`
}
