import { amount, formatCount } from '../../progress/amount.ts'
import type { IssueRecord, RunRecord, TableRecord } from '../record/run-record.ts'
import { remedyText } from './decisions.ts'
import { differenceText } from './difference-text.ts'
import { idInSettings } from './id-in-settings.ts'
import { lossColumns } from './losses.ts'
import { type Paint, painter } from './paint.ts'
import { isRemarkable, QUERY_TITLES, queryCells, querySummary, worstFirst } from './query-figures.ts'
import { formatKey } from './row-key.ts'
import { terminalTable } from './terminal-table.ts'
import { idText, terminalText, wrapText } from './terminal-text.ts'
import { fillTestRunTemplate, type NumberedLine, TEMPLATE_TITLES, waivedLines } from './test-run-template.ts'
import { verdictOf } from './verdict.ts'

const MAX_ISSUES = 20
const MAX_TABLES = 20
const MAX_QUERIES = 10
const MAX_DIFFERENCES = 20
const MAX_REMEDIES = 10

interface Page {
  readonly paint: Paint
  /** In columns. */
  readonly width: number
}

/** The report of one test run for a terminal: the verdict, the test run template, the tables. */
export function renderTerminal(
  record: RunRecord,
  { color, width }: { readonly color: boolean; readonly width: number },
): string {
  const page: Page = { paint: painter(color), width: Math.max(40, width) }
  const blocks = [
    renderVerdict(record, page),
    ...renderTemplate(record, page),
    renderWarnings(record, page),
    renderRemaining(record, page),
    renderWaived(record, page),
    renderRemedies(record, page),
    renderDifferences(record, page),
    renderQueries(record, page),
    renderTables(record, page),
    renderFooter(record, page),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function renderVerdict(record: RunRecord, { paint, width }: Page): readonly string[] {
  const { symbol, shownAs, headline, lines } = verdictOf(record)
  return [
    paint.verdict(shownAs, `${symbol} ${headline}`),
    ...lines.flatMap((line) => wrapText(terminalText(line), width, 0)),
  ]
}

function renderTemplate(record: RunRecord, page: Page): readonly (readonly string[])[] {
  const template = fillTestRunTemplate(record)
  const { paint, width } = page
  return [
    template.head.map((line) => labelled(line, paint)),
    [paint.bold(TEMPLATE_TITLES.results), ...template.results.map((line) => `- ${labelled(line, paint)}`)],
    numberedList(TEMPLATE_TITLES.resolved, template.resolved, page),
    numberedList(TEMPLATE_TITLES.found, template.found, page),
    [
      paint.bold(TEMPLATE_TITLES.nextActions),
      ...template.nextActions.flatMap((action) => wrapText(`- [ ] ${terminalText(action)}`, width, 6)),
    ],
  ]
}

function labelled(line: string, paint: Paint): string {
  const end = line.indexOf(':') + 1
  return paint.bold(line.slice(0, end)) + line.slice(end)
}

function numberedList(title: string, lines: readonly NumberedLine[], page: Page): readonly string[] {
  const { paint, width } = page
  if (lines.length === 0) return [`${paint.bold(title)} none`]
  const listed = lines.slice(0, MAX_ISSUES).flatMap(({ category, text, outcome, id }, index) => {
    const tag = `${index + 1}. [${category}]`
    const indent = `${index + 1}. `.length
    const [first = '', ...others] = wrapText(
      `${tag} ${terminalText(text)} - ${terminalText(outcome)}`,
      width,
      indent,
    )
    const named = id === null ? [] : [paint.dim(' '.repeat(indent) + idText(id))]
    return [paint.outcome(outcome, tag) + first.slice(tag.length), ...others, ...named]
  })
  const rest = lines.length - MAX_ISSUES
  return [paint.bold(title), ...listed, ...(rest > 0 ? [paint.dim(`… and ${rest} more in the report`)] : [])]
}

/** A text on lines of its own, all of them indented. */
function wrapped(text: string, indent: number, width: number): readonly string[] {
  return wrapText(text, width - indent, 0).map((line) => ' '.repeat(indent) + line)
}

function renderWarnings({ warnings }: RunRecord, { paint, width }: Page): readonly string[] {
  if (warnings.length === 0) return []
  const lines = warnings.flatMap((warning) => wrapText(`- ${terminalText(warning)}`, width, 2))
  return [paint.warning('Warnings:'), ...lines]
}

function renderRemaining({ issues }: RunRecord, { paint, width }: Page): readonly string[] {
  const remaining = issues.filter(({ state, waived }) => state === 'remaining' && waived === null)
  if (remaining.length === 0) return []
  return [
    paint.bold('Remaining Issues:'),
    ...remaining.slice(0, MAX_ISSUES).flatMap((issue) => remainingLines(issue, width)),
    ...(remaining.length > MAX_ISSUES
      ? [paint.dim(`… and ${remaining.length - MAX_ISSUES} more in the report`)]
      : []),
  ]
}

function renderWaived(record: RunRecord, page: Page): readonly string[] {
  const lines = waivedLines(record)
  return lines.length === 0 ? [] : numberedList('Waived Issues:', lines, page)
}

function renderRemedies({ remedies }: RunRecord, { paint, width }: Page): readonly string[] {
  if (remedies.length === 0) return []
  const lines = remedies
    .slice(0, MAX_REMEDIES)
    .flatMap((applied) => wrapText(`- ${terminalText(remedyText(applied))}`, width, 2))
  const rest = remedies.length - MAX_REMEDIES
  return [
    paint.bold('Remedies Applied:'),
    ...lines,
    ...(rest > 0 ? [paint.dim(`… and ${rest} more in the report`)] : []),
  ]
}

/** The id, and below it what is known of the issue. */
function remainingLines(issue: IssueRecord, width: number): readonly string[] {
  const [example] = issue.examples
  const facts = [
    issue.leg === null ? null : `in ${terminalText(issue.leg)}`,
    issue.rows === 0 ? null : amount(issue.rows, 'row'),
    `since run ${issue.firstSeenRun}`,
    example === undefined ? null : `for example ${terminalText(formatKey(example.key))}`,
  ]
  return [
    `${issue.priority.padEnd(4)}  ${idText(idInSettings(issue))}`,
    ...wrapped(facts.filter((fact) => fact !== null).join(', '), 6, width),
  ]
}

/** Which cells and rows differ, by their keys; never their values. */
function renderDifferences({ mismatches, summary }: RunRecord, { paint, width }: Page): readonly string[] {
  if (mismatches.length === 0) return []
  const shown = mismatches.slice(0, MAX_DIFFERENCES)
  const rest = summary.mismatches - shown.length
  return [
    paint.bold('Differences in loaded data:'),
    ...shown.flatMap((one) => wrapText(`- ${terminalText(differenceText(one))}`, width, 2)),
    ...(rest > 0
      ? [paint.dim(`… and ${formatCount(rest)} more; the report names the first 100 of a kind`)]
      : []),
  ]
}

function renderTables(record: RunRecord, { paint, width }: Page): readonly string[] {
  const { tables } = record
  const { title, lost, differing } = lossColumns(record)
  if (tables.length === 0) return []
  const shown = [...tables].sort((left, right) => rank(left) - rank(right)).slice(0, MAX_TABLES)
  const rows = shown.map((table) => [
    terminalText(table.name),
    table.status,
    formatCount(table.rowsSource),
    formatCount(table.rowsLoaded),
    formatCount(lost(table)),
    formatCount(table.cellsCompared),
    formatCount(differing(table)),
  ])
  const titles = ['Table', 'Status', 'Source:', 'Loaded:', `${title}:`, 'Cells compared:', 'Differ:']
  const [header = '', ...lines] = terminalTable(titles, rows, width)
  const rest = tables.length - shown.length
  return [
    paint.dim(header),
    ...lines.map((line, index) => paint.table(shown[index]?.status ?? 'migrated', line)),
    ...(rest > 0 ? [paint.dim(`… and ${amount(rest, 'table')} more in the report`)] : []),
  ]
}

/** The sum of all, and a line for each that is not as it should be. */
function renderQueries({ performance }: RunRecord, { paint, width }: Page): readonly string[] {
  const summary = querySummary(performance)
  if (summary === null) return []
  const shown = worstFirst(performance.queries).filter(isRemarkable)
  const rows = shown.slice(0, MAX_QUERIES).map((query) => queryCells(query).map(terminalText))
  const rest = shown.length - rows.length
  return [
    ...wrapText(`Queries: ${summary}`, width, 2).map((line, at) => (at === 0 ? labelled(line, paint) : line)),
    ...(rows.length === 0 ? [] : terminalTable(QUERY_TITLES, rows, width)),
    ...(rest > 0 ? [paint.dim(`… and ${rest} more in the report`)] : []),
  ]
}

/** Tables with a problem come first; the others keep their order. */
function rank({ status }: TableRecord): number {
  return ['failed', 'partial', 'skipped', 'migrated'].indexOf(status)
}

function renderFooter({ source, target, readiness }: RunRecord, { paint, width }: Page): readonly string[] {
  const { items, verdict } = readiness
  const count = (wanted: string) => items.filter(({ status }) => status === wanted).length
  const others = [
    ['attested', count('attested')],
    ['not applicable', count('not-applicable')],
  ] as const
  const counted = [
    `${count('pass')} of ${items.length} lines pass`,
    `${count('fail')} fail`,
    `${count('unverified')} unverified`,
    ...others.flatMap(([status, lines]) => (lines > 0 ? [`${lines} ${status}`] : [])),
  ]
  const checklist = `Checklist: ${counted.join(', ')} (${verdict}).`
  const server = target.version === null ? '' : ` PostgreSQL ${target.version} (${target.provision}).`
  return wrapText(`${checklist}${server} Source: ${terminalText(source.path)}`, width, 0).map(paint.dim)
}
