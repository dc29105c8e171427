import { amount } from '../../../progress/amount.ts'
import type { RunRecord } from '../../record/run-record.ts'
import { type Baseline, shortSha } from '../baseline.ts'
import { comparisonTable } from '../comparison-table.ts'
import { escapeMarkdown, linesToMarkdown } from '../escape-markdown.ts'
import { formatTime } from '../figures.ts'
import { type DetailLimits, folded, renderDetails } from '../markdown-details.ts'
import { renderTemplate, renderWarnings } from '../template-blocks.ts'
import { trendOf, trendTable, trendTitle } from '../trend.ts'
import { verdictOf, verdictWords } from '../verdict.ts'
import { originLinks, originName, type RunOrigin } from './run-origin.ts'
import { type LastResult, type SectionState, sectionState } from './section-state.ts'

/** One run with what surrounds it. */
export interface SectionInput {
  readonly record: RunRecord
  readonly origin: RunOrigin
  readonly baseline: Baseline
  /** The run before on the same pull request; null for the first. */
  readonly previous: SectionState | null
}

/** How much a section shows. Each step of the ladder is shorter than the one before; the last holds in any comment. */
interface Step {
  /** How long a list of the template may be. */
  readonly listed: number
  readonly details: DetailLimits | null
  readonly trend: boolean
}

const LADDER: readonly Step[] = [
  { listed: 25, details: { rows: 1000, wholeTables: true }, trend: true },
  { listed: 25, details: { rows: 100, wholeTables: false }, trend: true },
  { listed: 15, details: { rows: 20, wholeTables: false }, trend: false },
  { listed: 10, details: null, trend: false },
  { listed: 3, details: null, trend: false },
]

export const LADDER_STEPS: number = LADDER.length

/** The section of a run at a step of the ladder, 0 for all that there is. Whole blocks, without a headline. */
export function renderSection(input: SectionInput, step: number): string {
  const { record, baseline } = input
  const { listed, details, trend } = LADDER[step] ?? { listed: 0, details: null, trend: false }
  const isCut = step > 0
  const blocks = [
    `**${opening(input)}**`,
    lastResult(input),
    comparisonTable(record, baseline),
    sinceLastPush(input),
    ...(hasBegun(record) ? renderTemplate(record, listed) : []),
    renderWarnings(record),
    ...(details === null || !hasBegun(record) ? [] : renderDetails(record, details)),
    trend ? foldedTrend(input) : '',
    isCut ? 'There is more than fits here: the job summary and the report have the rest.' : '',
    footer(input),
  ]
  return blocks.filter((block) => block !== '' && block !== '****').join('\n\n')
}

function opening({ record, origin }: SectionInput): string {
  const explanation = linesToMarkdown(verdictOf(record).lines)
  if (record.run.status !== 'error' || origin.sha === null) return explanation
  return `The commit ${escapeMarkdown(shortSha(origin.sha))} could not be rehearsed. ${explanation}`
}

/** Of a run that ended before it had read anything every figure is 0, which says nothing of the database. */
function hasBegun({ run, source }: RunRecord): boolean {
  return run.status !== 'error' || source.sqliteVersion !== null
}

/** What is known of the commits before, where this run has nothing to say of its own. */
function lastResult({ record, origin, previous }: SectionInput): string {
  const { lastResult: last } = sectionState(record, origin, previous)
  if (last === null) return ''
  const { symbol, words } = verdictWords(last.result, last.status, last.gateHolds)
  const commit = [
    last.sha === origin.sha ? null : 'older commit',
    last.sha && escapeMarkdown(shortSha(last.sha)),
  ]
  const place = commit.filter((part) => part !== null).join(' ')
  const verdict = `Last result${place === '' ? '' : ` (${place})`}: ${symbol} ${words}. ${figuresOf(last)}`
  return [verdict, ...originLinks(last)].join(' · ')
}

/** A section of which only the state is left. */
export function renderShortSection(state: SectionState): string {
  return [figuresOf(state), ...originLinks(state)].join(' · ')
}

function figuresOf({ tables: [migrated, total], openIssues }: LastResult): string {
  return `${migrated} of ${amount(total, 'table')} migrated, ${amount(openIssues, 'open issue')}.`
}

/** What the last push to the pull request has changed; nothing for a run of the same commit. */
function sinceLastPush({ record, origin, previous }: SectionInput): string {
  if (previous === null || previous.sha === null || previous.sha === origin.sha) return ''
  const push = `Since your last push (${escapeMarkdown(shortSha(previous.sha))})`
  if (previous.status !== 'finished' || record.run.status !== 'finished') {
    return `${push}: not comparable, because one of the two runs did not come to its end.`
  }
  if (previous.issues.length < previous.openIssues) {
    const change = sectionState(record, origin).openIssues - previous.openIssues
    return `${push}: ${change === 0 ? 'as many open issues' : amount(Math.abs(change), change > 0 ? 'more open issue' : 'fewer open issue')}.`
  }
  const now = record.issues.filter(({ waived }) => waived === null).map(({ id }) => id)
  const found = now.filter((id) => !previous.issues.includes(id)).length
  const gone = previous.issues.filter((id) => !now.includes(id)).length
  if (found === 0 && gone === 0) return `${push}: the same issues.`
  return `${push}: ${amount(gone, 'issue')} fixed, ${amount(found, 'issue')} new.`
}

function foldedTrend({ record, baseline }: SectionInput): string {
  const trend = trendOf(record, baseline)
  return trend === null ? '' : folded(trendTitle(trend), trendTable(trend))
}

function footer({ record, origin }: SectionInput): string {
  const { target, source, run } = record
  const facts = [
    ...originLinks(origin),
    target.version === null ? null : `PostgreSQL ${escapeMarkdown(target.version)} (${target.provision})`,
    source.sqliteVersion === null ? null : `SQLite ${escapeMarkdown(source.sqliteVersion)}`,
    origin.sha === null ? null : `commit ${escapeMarkdown(shortSha(origin.sha))}`,
    originName(origin),
    formatTime(run.startedAt),
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}
