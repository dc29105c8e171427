import type { RowKey } from '../../issues/issue.ts'
import type { IssueRecord, RunRecord } from '../record/run-record.ts'
import { escapeMarkdown } from './escape-markdown.ts'
import { formatCount } from './figures.ts'
import { reproduction } from './reproduction.ts'
import { formatKey } from './row-key.ts'
import { terminalText } from './terminal-text.ts'

/** The folded parts of the report. A part without content is left out. */
export function renderDetails(record: RunRecord): readonly string[] {
  const counting = record.issues.filter(({ waived }) => waived === null)
  return [
    folded(`Issues in detail (${counting.length})`, issueTable(counting)),
    folded(`Waived issues (${record.issues.length - counting.length})`, waiverTable(record)),
    folded(`Remedies applied (${record.remedies.length})`, remedyTable(record)),
    folded(`Differences in loaded data (${formatCount(record.summary.mismatches)})`, mismatchTable(record)),
    folded(`Tables (${record.tables.length})`, tableTable(record)),
    folded(`Objects (${record.objects.length})`, objectTable(record)),
    folded('Pre-production checklist', checklist(record)),
    folded('Success metrics', metricTable(record)),
    folded('How to reproduce', reproductionBlock(record)),
  ].filter((block) => block !== '')
}

function folded(title: string, content: string): string {
  if (content === '') return ''
  return `<details><summary>${title}</summary>\n\n${content}\n\n</details>`
}

function issueTable(issues: readonly IssueRecord[]): string {
  return markdownTable(
    ['Priority', 'Issue', 'State', 'Rows:', 'For example', 'What to do'],
    issues.map((issue) => [
      issue.priority,
      `${escapeMarkdown(issue.id)}<br>${escapeMarkdown(issue.message)}`,
      issue.state,
      formatCount(issue.rows),
      rowList(issue.examples.map(({ key }) => key)),
      escapeMarkdown(issue.remedy),
    ]),
  )
}

function waiverTable({ issues }: RunRecord): string {
  return markdownTable(
    ['Priority', 'Issue', 'State', 'Rows:', 'Reason', 'Owner', 'Last day'],
    issues.flatMap(({ priority, id, message, state, rows, waived }) =>
      waived === null
        ? []
        : [
            [
              priority,
              `${escapeMarkdown(id)}<br>${escapeMarkdown(message)}`,
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

function remedyTable({ remedies }: RunRecord): string {
  return markdownTable(
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

function mismatchTable({ mismatches }: RunRecord): string {
  return markdownTable(
    ['Table', 'Row', 'Column', 'Kind'],
    mismatches.map(({ table, key, column, kind }) => [
      escapeMarkdown(table),
      escapeMarkdown(formatKey(key)),
      escapeMarkdown(column ?? ''),
      kind,
    ]),
  )
}

function tableTable({ tables }: RunRecord): string {
  return markdownTable(
    ['Table', 'Status', 'Source:', 'Loaded:', 'Rejected:', 'Target:', 'Cells compared:', 'Differ:'],
    tables.map((table) => [
      escapeMarkdown(table.name),
      table.reason === null ? table.status : `${table.status}: ${escapeMarkdown(table.reason)}`,
      formatCount(table.rowsSource),
      formatCount(table.rowsLoaded),
      formatCount(table.rowsRejected),
      formatCount(table.rowsTarget),
      formatCount(table.cellsCompared),
      formatCount(table.mismatches),
    ]),
  )
}

function objectTable({ objects }: RunRecord): string {
  if (objects.length === 0) return ''
  const changed = objects.filter(({ status }) => status !== 'kept')
  const kept = `Kept as they are: ${formatCount(objects.length - changed.length)}.`
  const table = markdownTable(
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
      return `- [${mark}] ${escapeMarkdown(title)}: **${status}**. ${escapeMarkdown(evidence)}`
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
      escapeMarkdown(measured),
    ]),
  )
}

function reproductionBlock(record: RunRecord): string {
  const { command, facts } = reproduction(record)
  const shown = terminalText(command)
  const fence = '`'.repeat(Math.max(2, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  return `${fence}sh\n${shown}\n${fence}\n\n${facts.map((fact) => `- ${escapeMarkdown(fact)}`).join('\n')}`
}

/** A column whose title ends in a colon is aligned to the right. */
function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(titles.map((title) => title.replace(/:$/, ''))),
    line(titles.map((title) => (title.endsWith(':') ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n')
}
