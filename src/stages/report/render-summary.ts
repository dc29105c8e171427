import type { RunRecord } from '../record/run-record.ts'
import { type Baseline, shortSha } from './baseline.ts'
import { originLinks, originName, type RunOrigin } from './comment/run-origin.ts'
import { comparisonTable } from './comparison-table.ts'
import { escapeMarkdown, linesToMarkdown } from './escape-markdown.ts'
import { folded, renderDetails } from './markdown-details.ts'
import { renderTemplate, renderWarnings } from './template-blocks.ts'
import { trendDiagrams, trendOf, trendTable, trendTitle } from './trend.ts'
import { verdictOf } from './verdict.ts'

/** The long form of the report, for the page of a run: what the comment has no room for, and the trend as diagrams. */
export function renderSummary(record: RunRecord, origin: RunOrigin, baseline: Baseline): string {
  const { symbol, headline, lines } = verdictOf(record)
  const blocks = [
    `## ${symbol} ${headline}`,
    linesToMarkdown(lines),
    comparisonTable(record, baseline),
    ...renderTemplate(record),
    renderWarnings(record),
    ...trendBlocks(record, baseline),
    ...renderDetails(record),
    provenance(record, origin),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function trendBlocks(record: RunRecord, baseline: Baseline): readonly string[] {
  const trend = trendOf(record, baseline)
  if (trend === null) return []
  return ['### Trend', ...trendDiagrams(trend), folded(trendTitle(trend), trendTable(trend))]
}

function provenance({ tool, target }: RunRecord, origin: RunOrigin): string {
  const facts = [
    ...originLinks(origin),
    `${tool.name} ${escapeMarkdown(tool.version)}`,
    target.version === null ? null : `PostgreSQL ${escapeMarkdown(target.version)} (${target.provision})`,
    origin.sha === null ? null : `commit ${escapeMarkdown(shortSha(origin.sha))}`,
    origin.runId === 0 ? null : originName(origin),
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}
