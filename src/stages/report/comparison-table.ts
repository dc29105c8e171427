import { formatCount } from '../../progress/amount.ts'
import type { RunDigest } from '../record/run-digest.ts'
import type { RunRecord } from '../record/run-record.ts'
import { type Baseline, baselineName, lastOf } from './baseline.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { formatSeconds } from './figures.ts'
import { markdownTable } from './markdown-table.ts'

type Measured = Pick<RunDigest, 'run' | 'summary'>

interface Figure {
  readonly title: string
  readonly of: (run: Measured) => number
  readonly format: (value: number) => string
}

const FIGURES: readonly Figure[] = [
  { title: 'Tables migrated', of: ({ summary }) => summary.tablesMigrated, format: formatCount },
  { title: 'Rows loaded', of: ({ summary }) => summary.rowsLoaded, format: formatCount },
  { title: 'Rows rejected', of: ({ summary }) => summary.rowsRejected, format: formatCount },
  { title: 'Cells that differ', of: ({ summary }) => summary.mismatches, format: formatCount },
  { title: 'Open issues', of: openIssues, format: formatCount },
  { title: 'Duration', of: ({ run }) => run.durationMs, format: formatSeconds },
]

/** How many issues a run has left open, without the waived ones. */
export function openIssues({ summary }: Pick<RunDigest, 'summary'>): number {
  return summary.issues.new + summary.issues.remaining + summary.issues.regressed
}

/** The figures of a run beside those of its baseline; without one, a sentence that says why. */
export function comparisonTable(record: RunRecord, baseline: Baseline): string {
  const before = lastOf(baseline)
  if (baseline.kind === 'none' || before === null) return noBaseline(baseline)
  return markdownTable(
    ['', 'This run:', `${baselineName(baseline.branch, before)}:`, 'Δ:'],
    FIGURES.map(({ title, of, format }) => [
      title,
      format(of(record)),
      format(of(before)),
      difference(of(record) - of(before), format),
    ]),
  )
}

function noBaseline(baseline: Baseline): string {
  if (baseline.kind === 'found') return 'No baseline: no run there has come to its end.'
  return baseline.reason === null ? '' : `No baseline: ${escapeMarkdown(baseline.reason)}`
}

function difference(value: number, format: Figure['format']): string {
  if (value === 0) return '±0'
  return value > 0 ? `+${format(value)}` : `−${format(-value)}`
}
