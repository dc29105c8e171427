import { formatCount } from '../../progress/amount.ts'
import type { RunDigest } from '../record/run-digest.ts'
import type { RunRecord } from '../record/run-record.ts'
import type { Baseline } from './baseline.ts'
import { openIssues } from './comparison-table.ts'
import { formatSeconds, formatTime } from './figures.ts'
import { markdownTable } from './markdown-table.ts'

/** A month of nights. */
const MAX_RUNS = 30

/** One run after another, oldest first: what became of the migration. */
export interface Trend {
  readonly runs: readonly Pick<RunDigest, 'run' | 'summary' | 'result'>[]
}

/** The runs that came to their end, this one as the last; null where there is nothing to compare it with. */
export function trendOf(record: RunRecord, baseline: Baseline): Trend | null {
  if (baseline.kind === 'none') return null
  const runs = [...baseline.runs, record].filter(({ run }) => run.status === 'finished').slice(-MAX_RUNS)
  return runs.length < 2 ? null : { runs }
}

/** `Trend of 20 runs: issues ▇▅▃▁ 2, duration ▁▁▂▁ 6.2 s` */
export function trendTitle({ runs }: Trend): string {
  const issues = runs.map(openIssues)
  const durations = runs.map(({ run }) => run.durationMs)
  const last = (values: readonly number[]) => values.at(-1) ?? 0
  return (
    `Trend of ${runs.length} runs: open issues ${sparkline(issues)} ${formatCount(last(issues))}, ` +
    `duration ${sparkline(durations)} ${formatSeconds(last(durations))}`
  )
}

/** Newest first. */
export function trendTable({ runs }: Trend): string {
  return markdownTable(
    ['Run:', 'Date', 'Result', 'Open issues:', 'Rows rejected:', 'Duration:'],
    runs
      .toReversed()
      .map((digest) => [
        String(digest.run.number),
        formatTime(digest.run.startedAt),
        digest.result,
        formatCount(openIssues(digest)),
        formatCount(digest.summary.rowsRejected),
        formatSeconds(digest.run.durationMs),
      ]),
  )
}

const BARS = '▁▂▃▄▅▆▇█'

/** One bar a value, from the lowest of them to the highest. */
export function sparkline(values: readonly number[]): string {
  const low = Math.min(...values)
  const range = Math.max(...values) - low
  const step = (value: number) => (range === 0 ? 0 : Math.round(((value - low) / range) * (BARS.length - 1)))
  return values.map((value) => BARS.charAt(step(value))).join('')
}

/**
 * The trend as two diagrams; only figures of ours are in them.
 * https://mermaid.js.org/syntax/xyChart.html
 */
export function trendDiagrams({ runs }: Trend): readonly string[] {
  const seconds = runs.map(({ run }) => Math.round(run.durationMs / 100) / 10)
  return [diagram('Open issues', runs, runs.map(openIssues)), diagram('Duration in seconds', runs, seconds)]
}

function diagram(title: string, runs: Trend['runs'], values: readonly number[]): string {
  const numbers = runs.map(({ run }) => `"${run.number}"`).join(', ')
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${title}"`,
    `    x-axis "Test run" [${numbers}]`,
    `    y-axis "${title}" 0 --> ${Math.max(1, ...values)}`,
    `    line [${values.join(', ')}]`,
    '```',
  ].join('\n')
}
