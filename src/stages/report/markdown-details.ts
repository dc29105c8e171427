import type { RowKey } from '../../issues/issue.ts'
import { formatCount } from '../../progress/amount.ts'
import type { IssueRecord, RunRecord } from '../record/run-record.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { idInSettings } from './id-in-settings.ts'
import { largest } from './largest.ts'
import { lossColumns } from './losses.ts'
import { markdownTable } from './markdown-table.ts'
import { proseToMarkdown } from './own-code-spans.ts'
import { QUERY_TITLES, queryCells, querySummary, worstFirst } from './query-figures.ts'
import { reproduction } from './reproduction.ts'
import { formatKey } from './row-key.ts'
import { terminalText } from './terminal-text.ts'

/** How much of the details is shown, where there is not room for all. */
export interface DetailLimits {
  /** The longest that a table may be; what is left out is counted. */
  readonly rows: number
  /** Whether tables that arrived whole are listed. */
  readonly wholeTables: boolean
}

const ALL: DetailLimits = { rows: Number.POSITIVE_INFINITY, wholeTables: true }

/** The folded parts of the report. A part without content is left out. */
export function renderDetails(record: RunRecord, limits: DetailLimits = ALL): readonly string[] {
  const counting = record.issues.filter(({ waived }) => waived === null)
  const { rows } = limits
  return [
    folded(`Issues in detail (${counting.length})`, issueTable(counting, rows)),
    folded(`Waived issues (${record.issues.length - counting.length})`, waiverTable(record, rows)),
    folded(`Remedies applied (${record.remedies.length})`, remedyTable(record, rows)),
    folded(
      `Differences in loaded data (${formatCount(record.summary.mismatches)})`,
      mismatchTable(record, rows),
    ),
    folded(`Tables (${record.tables.length})`, tableTable(record, limits)),
    folded(`Queries (${record.performance.queries.length})`, queryTable(record, rows)),
    folded(`Objects (${record.objects.length})`, objectTable(record, rows)),
    folded('Pre-production checklist', checklist(record)),
    folded('Success metrics', metricTable(record)),
    folded('How to reproduce', reproductionBlock(record)),
  ].filter((block) => block !== '')
}

/** A part that is shown when its title is clicked; empty without content. `title` is HTML. */
export function folded(title: string, content: string): string {
  if (content === '') return ''
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}

function issueTable(issues: readonly IssueRecord[], limit: number): string {
  return limitedTable(
    limit,
    ['Priority', 'Issue', 'State', 'Rows:', 'For example', 'What to do'],
    issues.map((issue) => [
      issue.priority,
      `${issueCell(issue)}<br>${escapeMarkdown(issue.message)}`,
      issue.state,
      formatCount(issue.rows),
      rowList(issue.examples.map(({ key }) => key)),
      proseToMarkdown(issue.remedy),
    ]),
  )
}

function issueCell(issue: Pick<IssueRecord, 'id' | 'leg'>): string {
  const id = escapeMarkdown(idInSettings(issue))
  return issue.leg === null ? id : `${id} (${escapeMarkdown(issue.leg)})`
}

function waiverTable({ issues }: RunRecord, limit: number): string {
  return limitedTable(
    limit,
    ['Priority', 'Issue', 'State', 'Rows:', 'Reason', 'Owner', 'Last day'],
    issues.flatMap(({ priority, id, leg, message, state, rows, waived }) =>
      waived === null
        ? []
        : [
            [
              priority,
              `${issueCell({ id, leg })}<br>${escapeMarkdown(message)}`,
              `${state}, waived`,
              formatCount(rows),
              escapeMarkdown(waived.reason),
              escapeMarkdown(waived.owner ?? ''),
              escapeMarkdown(waived.expires),
            ],
          ],
    ),
  )
}

function remedyTable({ remedies }: RunRecord, limit: number): string {
  return limitedTable(
    limit,
    ['Remedy', 'Issue', 'Changed:', 'For example', 'Effect'],
    remedies.map(({ remedy, issue, rows, examples, effect }) => [
      remedy,
      escapeMarkdown(issue),
      formatCount(rows),
      rowList(examples),
      escapeMarkdown(effect),
    ]),
  )
}

function rowList(keys: readonly RowKey[]): string {
  return keys.map((key) => escapeMarkdown(formatKey(key))).join('<br>')
}

function mismatchTable({ mismatches }: RunRecord, limit: number): string {
  return limitedTable(
    limit,
    ['Table', 'Row', 'Column', 'Kind'],
    mismatches.map(({ table, key, column, kind }) => [
      escapeMarkdown(table),
      escapeMarkdown(formatKey(key)),
      escapeMarkdown(column ?? ''),
      kind,
    ]),
  )
}

function tableTable(record: RunRecord, { rows, wholeTables }: DetailLimits): string {
  const { tables } = record
  const whole = wholeTables ? [] : tables.filter(({ status }) => status === 'migrated')
  const shown = tables.filter((table) => !whole.includes(table))
  const rest = whole.length === 0 ? '' : `Arrived whole, and not listed here: ${formatCount(whole.length)}.`
  return [tableRows(shown, lossColumns(record), rows), rest].filter((part) => part !== '').join('\n\n')
}

function tableRows(
  tables: RunRecord['tables'],
  { title, lost, differing }: ReturnType<typeof lossColumns>,
  limit: number,
): string {
  return limitedTable(
    limit,
    ['Table', 'Status', 'Source:', 'Loaded:', `${title}:`, 'Target:', 'Cells compared:', 'Differ:'],
    tables.map((table) => [
      escapeMarkdown(table.name),
      table.reason === null ? table.status : `${table.status}: ${escapeMarkdown(table.reason)}`,
      formatCount(table.rowsSource),
      formatCount(table.rowsLoaded),
      formatCount(lost(table)),
      formatCount(table.rowsTarget),
      formatCount(table.cellsCompared),
      formatCount(differing(table)),
    ]),
  )
}

function queryTable({ performance }: RunRecord, limit: number): string {
  const summary = querySummary(performance)
  if (summary === null) return ''
  const queries = worstFirst(performance.queries)
  const rows = queries.map((query) => {
    const [name = '', ...cells] = queryCells(query)
    const named = query.reason === null ? name : `${name}: ${query.reason}`
    return [escapeMarkdown(named), ...cells]
  })
  const { roundTripMs, floorMs } = performance
  const terms =
    roundTripMs === null
      ? ''
      : ` Medians; a round trip of ${roundTripMs.toFixed(2)} ms is taken off. What PostgreSQL answers in less than ` +
        `${floorMs} ms is too fast to grade.`
  const plans = queries.filter(({ plan }) => plan.length > 0).map(planBlock)
  return [`${summary}.${terms}`, limitedTable(limit, QUERY_TITLES, rows), ...plans.slice(0, limit)].join(
    '\n\n',
  )
}

function planBlock({ name, plan }: RunRecord['performance']['queries'][number]): string {
  const lines = plan.map(terminalText).map((line) => line.replaceAll('`', "'"))
  return `Plan of ${escapeMarkdown(name)}:\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``
}

function objectTable({ objects }: RunRecord, limit: number): string {
  if (objects.length === 0) return ''
  const changed = objects.filter(({ status }) => status !== 'kept')
  const kept = `Kept as they are: ${formatCount(objects.length - changed.length)}.`
  const table = limitedTable(
    limit,
    ['Object', 'Type', 'Status', 'Why'],
    changed.map(({ type, name, table, status, reason }) => [
      escapeMarkdown(table === null || table === name ? name : `${table}: ${name}`),
      type,
      status,
      escapeMarkdown(reason ?? ''),
    ]),
  )
  return table === '' ? kept : `${kept} Not kept (their SQL is in \`record.json\`):\n\n${table}`
}

function checklist({ readiness }: RunRecord): string {
  return readiness.items
    .map(({ title, status, evidence }) => {
      const mark = status === 'fail' || status === 'unverified' ? ' ' : 'x'
      return `- [${mark}] ${escapeMarkdown(title)}: **${status}**. ${proseToMarkdown(evidence)}`
    })
    .join('\n')
}

function metricTable({ metrics }: RunRecord): string {
  return markdownTable(
    ['Metric', 'Target', 'Met', 'Measured'],
    metrics.map(({ title, target, met, measured }) => [
      title,
      escapeMarkdown(target),
      met === null ? 'not known' : met ? 'yes' : '**no**',
      proseToMarkdown(measured),
    ]),
  )
}

function reproductionBlock(record: RunRecord): string {
  const { commands, facts } = reproduction(record)
  const shown = commands.map(terminalText).join('\n')
  const marks = [...shown.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(largest(marks, 2) + 1)
  return `${fence}sh\n${shown}\n${fence}\n\n${facts.map((fact) => `- ${escapeMarkdown(fact)}`).join('\n')}`
}

function limitedTable(
  limit: number,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const table = markdownTable(titles, rows.slice(0, limit))
  return rows.length > limit ? `${table}\n\n… and ${formatCount(rows.length - limit)} more.` : table
}
