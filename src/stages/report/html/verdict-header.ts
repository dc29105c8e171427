import { amount, formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { formatSeconds, formatShare, formatTime } from '../figures.ts'
import { lossColumns, lossesOf } from '../losses.ts'
import { verdictOf } from '../verdict.ts'
import { RESULT_TONES, type Tone } from './badge.ts'
import { type Html, html, NOTHING } from './html.ts'
import { nameOf, sentence } from './stranger-text.ts'

const MAX_WARNINGS = 20

/** The verdict in words, what it rests on in figures, and where the run departs from the methodology. */
export function verdictHeader(record: RunRecord): Html {
  const { headline, lines, shownAs } = verdictOf(record)
  const tone = RESULT_TONES[shownAs]
  return html`<header class="verdict ${tone}">
<p class="origin">${nameOf(record.source.path)}<span>Test run ${formatCount(record.run.number)}</span><time datetime="${record.run.startedAt}">${formatTime(record.run.startedAt)}</time>${serverOf(record)}</p>
<h1>${verdictIcon(tone)}<span>${headline}</span></h1>
<p class="lead">${lines.map((line, at) => html`${at === 0 ? null : html`<br>`}${sentence(line)}`)}</p>
${figures(record)}
${warnings(record)}
</header>`
}

const ICON_PATHS = {
  good: 'M7 12.5l3.4 3.4L17.2 9',
  warn: 'M12 6.8v6.4M12 16.6v.2',
  bad: 'M8.3 8.3l7.4 7.4M15.7 8.3l-7.4 7.4',
  calm: 'M7.5 12h9',
} as const satisfies Record<Tone, string>

/** A check, an exclamation mark or a cross in a circle; the headline says the same in words. */
function verdictIcon(tone: Tone): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" width="40" height="40" aria-hidden="true"><circle cx="12" cy="12" r="11"/><path d="${ICON_PATHS[tone]}"/></svg>`
}

function serverOf({ target }: RunRecord): Html | null {
  return target.version === null
    ? null
    : html`<span>PostgreSQL ${target.version} (${target.provision})</span>`
}

function figures(record: RunRecord): Html {
  const { run, summary, issues } = record
  const { tablesMigrated, tablesTotal, rowsLoaded, cellsCompared } = summary
  const { beside, differences } = lossesOf(record)
  const counts = summary.issues
  const open = counts.new + counts.remaining + counts.regressed
  const high = issues.filter(({ priority, waived }) => priority === 'HIGH' && waived === null).length
  const share = tablesTotal === 0 ? 'no tables' : `${formatShare(tablesMigrated, tablesTotal)} migrated`
  const validated =
    summary.validation === 'NOT RUN'
      ? 'validation did not run'
      : `${summary.validation}, ${formatCount(differences)} differ`
  return html`<dl class="figures">
${figure('Tables', `${formatCount(tablesMigrated)}/${formatCount(tablesTotal)}`, share, tablesMigrated < tablesTotal)}
${figure('Rows loaded', formatCount(rowsLoaded), beside.join(', ') || `0 ${lossColumns(record).title.toLowerCase()}`, beside.length > 0)}
${figure('Cells compared', formatCount(cellsCompared), validated, summary.validation !== 'PASS')}
${figure('Open issues', formatCount(open), `${formatCount(high)} of priority HIGH`, high > 0)}
${figure('Duration', formatSeconds(run.durationMs), `${run.phase} phase`, false)}
</dl>`
}

function figure(title: string, value: string, note: string, alarming: boolean): Html {
  return html`<div><dt>${title}</dt><dd><b>${value}</b> <span${alarming ? html` class="alarming"` : null}>${note}</span></dd></div>`
}

function warnings({ warnings }: RunRecord): Html {
  if (warnings.length === 0) return NOTHING
  const rest = warnings.length - MAX_WARNINGS
  return html`<div class="callout" role="note"><p><strong>${amount(warnings.length, 'warning')}</strong></p>
<ul>${warnings.slice(0, MAX_WARNINGS).map((warning) => html`<li>${sentence(warning)}</li>`)}</ul>
${rest > 0 ? html`<p>… and ${formatCount(rest)} more in <code>record.json</code>.</p>` : null}</div>`
}
