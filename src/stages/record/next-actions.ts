import { CATEGORIES, type Category } from '../../issues/issue.ts'
import type { IssueRecord, RunRecord, TableRecord } from './run-record.ts'

/** Few enough to be done before the next run. */
const MAX_TABLES = 3
const MAX_ISSUES = 6

/**
 * What to do next: validate the tables that were corrupted, then fix the issues of one category only, then test
 * the fixes. Issues of priority HIGH go first, in the methodology's order of categories; then MED.
 */
export function nextActions(record: Omit<RunRecord, 'nextActions'>): readonly string[] {
  const { status, error } = record.run
  if (status === 'cancelled') return ['Rehearse again: this run was cancelled']
  if (error !== null) return [`${error.hint} Then rehearse again`]
  const validate = unexplainedTables(record).map(({ name, reason }) => `Validate table ${name}: ${reason}`)
  const open = record.issues.filter(({ priority, waived }) => priority !== 'LOW' && waived === null)
  if (open.length > 0) return [...validate, ...fixOneCategory(open)]
  return validate.length > 0 ? validate : towardsReadiness(record)
}

/** Tables with corruption, and tables that did not arrive whole and have no issue that says why. */
function unexplainedTables({ tables, issues }: Omit<RunRecord, 'nextActions'>): readonly TableRecord[] {
  const explained = new Set(issues.filter(({ priority }) => priority !== 'LOW').map(({ table }) => table))
  const harmed = tables.filter(({ status }) => status === 'partial' || status === 'failed')
  return harmed.filter(({ name, mismatches }) => mismatches > 0 || !explained.has(name)).slice(0, MAX_TABLES)
}

function fixOneCategory(open: readonly IssueRecord[]): readonly string[] {
  const urgent = open.filter(({ priority }) => priority === 'HIGH')
  const candidates = urgent.length > 0 ? urgent : open
  const category = CATEGORIES.find((name) => candidates.some((issue) => issue.category === name))
  const now = candidates.filter((issue) => issue.category === category)
  const fixes = now
    .slice(0, MAX_ISSUES)
    .map((issue) => `Fix [${issue.category.toUpperCase()}] ${placeOf(issue)}: ${issue.remedy}`)
  const rest = now.length - fixes.length
  const more = rest > 0 ? [`Fix the other ${rest} issues of this category, as the report lists them`] : []
  return [...fixes, ...more, rehearseAgain(open, now)]
}

function rehearseAgain(open: readonly IssueRecord[], now: readonly IssueRecord[]): string {
  const left = open.filter((issue) => !now.includes(issue))
  const tally = CATEGORIES.map((name): [Category, number] => [
    name,
    left.filter(({ category }) => category === name).length,
  ])
  const waiting = tally.filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`)
  if (waiting.length === 0) return 'Rehearse again to test the fixes'
  return `Rehearse again to test the fixes, before the next category is begun (still to do: ${waiting.join(', ')})`
}

function towardsReadiness({ readiness, result }: Omit<RunRecord, 'nextActions'>): readonly string[] {
  const failed = readiness.items.filter(({ status }) => status === 'fail')
  const unverified = readiness.items.filter(({ status }) => status === 'unverified').length
  return [
    ...failed.map(({ title, evidence }) => `Look into the checklist, "${title}": ${evidence}`),
    ...(unverified > 0
      ? [`Verify the ${unverified} lines of the checklist that this run did not check`]
      : []),
    ...(result === 'complete' ? ['Rehearse again with the next snapshot, so that it stays complete'] : []),
  ]
}

/** `players.nickname [idx]`, as far as the issue has these. */
function placeOf({ table, column, object }: IssueRecord): string {
  const place = [table, column].filter((part) => part !== null).join('.')
  if (object === null) return place === '' ? 'the database' : place
  return place === '' ? object : `${place} (${object})`
}
