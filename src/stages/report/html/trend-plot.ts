import { amount, formatCount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { formatSeconds, formatTime } from '../figures.ts'
import { largest } from '../largest.ts'
import { type Html, html } from './html.ts'

type TrendRun = RunRecord['trend'][number]

// In units of the picture, which is scaled to the width of the page.
const WIDTH = 960
const LEFT = 84
const RIGHT = 16
const ISSUES = { top: 46, height: 150 } as const
const DURATION = { top: 272, height: 60 } as const
const HEIGHT = 372
/** With fewer runs, bars would be blocks. */
const FEWEST_SLOTS = 16
const MAX_LABELS = 8

/** Bars of the issues of each run, open ones upwards and resolved ones downwards, and a line of the durations. */
export function trendPlot(trend: RunRecord['trend']): Html {
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(FEWEST_SLOTS, trend.length)
  const centre = (index: number) => round(LEFT + slot * (index + 0.5))
  const last = trend.at(-1)
  return html`<figure class="plot">
<figcaption><span class="key remaining">remaining</span><span class="key new">new</span><span class="key regressed">regressed</span><span class="key resolved">resolved, below the line</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Trend of ${amount(trend.length, 'run')}: ${last === undefined ? '' : describe(last)}">
${issueBars(trend, slot, centre)}
${durationLine(trend, centre)}
${runLabels(trend, centre)}
</svg></figure>`
}

function issueBars(trend: RunRecord['trend'], slot: number, centre: (index: number) => number): Html {
  const up = largest(trend.map(openIssues), 1)
  const down = largest(
    trend.map(({ resolved }) => resolved),
    0,
  )
  const unit = ISSUES.height / (up + down)
  const base = round(ISSUES.top + up * unit)
  const width = round(Math.min(26, slot * 0.7))
  const bar = (x: number, y: number, count: number, kind: string) =>
    count === 0
      ? null
      : html`<rect class="${kind}" x="${x}" y="${round(y)}" width="${width}" height="${round(Math.max(1.5, count * unit))}"/>`
  const bars = trend.map((run, index) => {
    const x = round(centre(index) - width / 2)
    const tops = {
      remaining: base - run.remaining * unit,
      regressed: base - (run.remaining + run.regressed) * unit,
    }
    return html`<g><title>${describe(run)}</title>${bar(x, tops.remaining, run.remaining, 'remaining')}${bar(x, tops.regressed, run.regressed, 'regressed')}${bar(x, tops.regressed - run.new * unit, run.new, 'new')}${bar(x, base, run.resolved, 'resolved')}</g>\n`
  })
  return html`<text x="0" y="18" class="title">Issues</text>
${gridLine(ISSUES.top, formatCount(up))}${gridLine(base, '0')}${down === 0 ? null : gridLine(ISSUES.top + ISSUES.height, formatCount(down))}
${bars}`
}

function durationLine(trend: RunRecord['trend'], centre: (index: number) => number): Html {
  const longest = largest(
    trend.map(({ durationMs }) => durationMs),
    1,
  )
  const base = DURATION.top + DURATION.height
  const y = (milliseconds: number) => round(base - (milliseconds / longest) * DURATION.height)
  const points = trend.map(({ durationMs }, index) => `${centre(index)},${y(durationMs)}`)
  const dots = trend.map(
    (run, index) =>
      html`<circle cx="${centre(index)}" cy="${y(run.durationMs)}" r="3"><title>${describe(run)}</title></circle>`,
  )
  return html`<text x="0" y="${DURATION.top - 28}" class="title">Duration</text>
${gridLine(DURATION.top, formatSeconds(longest))}${gridLine(base, '0')}
<polyline points="${points.join(' ')}"/>${dots}`
}

/** Numbers of runs below the plot; of many runs only some, and always the last. */
function runLabels(trend: RunRecord['trend'], centre: (index: number) => number): readonly Html[] {
  const step = Math.ceil(trend.length / MAX_LABELS)
  return trend.flatMap(({ number }, index) =>
    (trend.length - 1 - index) % step === 0
      ? [html`<text class="run" x="${centre(index)}" y="${HEIGHT - 8}">#${number}</text>`]
      : [],
  )
}

function gridLine(y: number, label: string): Html {
  return html`<path class="grid" d="M${LEFT} ${round(y)}H${WIDTH - RIGHT}"/><text class="axis" x="${LEFT - 10}" y="${round(y + 5)}">${label}</text>`
}

function openIssues(run: TrendRun): number {
  return run.new + run.remaining + run.regressed
}

function describe(run: TrendRun): string {
  const open = amount(openIssues(run), 'open issue')
  const parts = [
    `${formatCount(run.new)} new`,
    `${formatCount(run.regressed)} regressed`,
    `${formatCount(run.resolved)} resolved`,
  ]
  return `run ${run.number}, ${formatTime(run.startedAt)}: ${run.result}, ${open} (${parts.join(', ')}), ${formatSeconds(run.durationMs)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
