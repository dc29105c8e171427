import type { RunRecord } from '../stages/record/run-record.ts'
import type { Baseline } from '../stages/report/baseline.ts'
import type { RunOrigin } from '../stages/report/comment/run-origin.ts'
import { linesToMarkdown } from '../stages/report/escape-markdown.ts'
import { renderSummary } from '../stages/report/render-summary.ts'
import { cutMarkdown } from './cut-markdown.ts'

/**
 * The runner drops a summary of more than 1 MiB; steps that write into the same file before us have a share.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits
 */
const MAX_BYTES = 900_000

const NOTICE = '**The rest did not fit into the job summary.** The whole report is the file `report.md`.'

/** The report of a run, short enough for the job summary. */
export function summaryOfRun(record: RunRecord, origin: RunOrigin, baseline: Baseline): string {
  return cutMarkdown(renderSummary(record, origin, baseline), MAX_BYTES, NOTICE)
}

/** A headline of ours and paragraphs that may hold text of a stranger. */
export function summaryOf(headline: string, paragraphs: readonly string[]): string {
  return `${[`## ${headline}`, ...paragraphs.map((text) => linesToMarkdown(text.split('\n')))].join('\n\n')}\n`
}
