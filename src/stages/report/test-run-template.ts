import { amount, formatCount } from '../../progress/amount.ts'
import type { IssueRecord, RunRecord } from '../record/run-record.ts'
import { waiverText } from './decisions.ts'
import { formatMinutes, formatShare, formatTime } from './figures.ts'
import { idInSettings } from './id-in-settings.ts'
import { lossesOf } from './losses.ts'

/** `1. [QUALITY] players.nickname: … - Priority: HIGH`; `text` and `outcome` may hold text of a stranger. */
export interface NumberedLine {
  readonly category: string
  readonly text: string
  readonly outcome: string
  /** By which waivers and remedies name it; null where that needs nobody any more. May hold text of a stranger. */
  readonly id: string | null
}

/** The test run template of the methodology, filled in. Labels and order never change: scripts read them. */
export interface TestRunTemplate {
  readonly head: readonly string[]
  readonly results: readonly string[]
  readonly resolved: readonly NumberedLine[]
  readonly found: readonly NumberedLine[]
  /** May hold text of a stranger. */
  readonly nextActions: readonly string[]
}

export const TEMPLATE_TITLES = {
  results: 'Results:',
  resolved: 'Issues Resolved This Run:',
  found: 'New Issues Found:',
  nextActions: 'Next Actions:',
} as const

export function fillTestRunTemplate(record: RunRecord): TestRunTemplate {
  const { run, summary, issues, resolvedIssues } = record
  const { remaining, resolved, regressed } = summary.issues
  const found = `New Issues Found: ${formatCount(summary.issues.new)}`
  return {
    head: [
      `Date: ${formatTime(run.startedAt)}`,
      `Test Run #: ${run.number}`,
      `Previous Issues: ${formatCount(resolved)} resolved, ${formatCount(remaining)} remaining`,
      regressed === 0 ? found : `${found} (and ${formatCount(regressed)} regressed)`,
    ],
    results: resultLines(record),
    resolved: resolvedIssues.map(({ category, id, message, fix }) => ({
      category: category.toUpperCase(),
      text: `${placeOf(id)}: ${message}`,
      outcome: `Fix applied: ${fix}`,
      id: null,
    })),
    found: issues.filter(({ state, waived }) => state !== 'remaining' && waived === null).map(foundLine),
    nextActions: record.nextActions,
  }
}

function resultLines(record: RunRecord): readonly string[] {
  const { run, summary } = record
  const { tablesMigrated, tablesTotal, rowsLoaded, cellsCompared } = summary
  const { beside, differences } = lossesOf(record)
  const share = tablesTotal === 0 ? '' : ` (${formatShare(tablesMigrated, tablesTotal)})`
  const lost = beside.map((part) => `, ${part}`).join('')
  const compared = `${amount(cellsCompared, 'cell')} compared, ${formatCount(differences)} differ`
  return [
    `Tables Migrated: ${formatCount(tablesMigrated)}/${formatCount(tablesTotal)}${share}`,
    `Records Migrated: ${formatCount(rowsLoaded)} total${lost}`,
    `Validation Status: ${summary.validation}${summary.validation === 'NOT RUN' ? '' : ` (${compared})`}`,
    `Test Duration: ${formatMinutes(run.durationMs)}`,
  ]
}

function foundLine(issue: IssueRecord): NumberedLine {
  const regressed = issue.state === 'regressed' ? `, regressed (first seen in run ${issue.firstSeenRun})` : ''
  return {
    category: issue.category.toUpperCase(),
    text: `${placeOf(issue.id)}: ${issue.message}`,
    outcome: `Priority: ${issue.priority}${regressed}`,
    id: idInSettings(issue),
  }
}

/** The issues that are waived, in the form of the template; it has no place for them. */
export function waivedLines({ issues }: RunRecord): readonly NumberedLine[] {
  return issues.flatMap(({ category, priority, id, leg, message, waived }) =>
    waived === null
      ? []
      : [
          {
            category: category.toUpperCase(),
            text: `${placeOf(id)}: ${message}`,
            outcome: `Waived (${priority}) ${waiverText(waived)}`,
            id: idInSettings({ id, leg }),
          },
        ],
  )
}

/** The part of an issue's id that names the place; an issue of the whole database has none. */
function placeOf(id: string): string {
  const place = id.slice(id.indexOf(':') + 1)
  return place === '' ? 'database' : place
}
