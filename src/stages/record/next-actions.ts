import { CATEGORIES, type Category } from '../../issues/issue.ts'
import { amount } from '../../progress/amount.ts'
import { categoryTally } from './category-tally.ts'
import type { IssueRecord, RunRecord, TableRecord } from './run-record.ts'
import { mayExplainLoss } from './run-result.ts'

/** Few enough to be done before the next run. */
const MAX_TABLES = 3
const MAX_ISSUES = 6

/**
 * What to do next: validate the tables that were corrupted, then fix the issues of one category, then test the fixes.
 * The categories come in the methodology's order, first those with an issue of priority HIGH. Waived issues need
 * nothing; those of priority LOW wait until no other is left.
 */
export function nextActions(record: Omit<RunRecord, 'nextActions'>): readonly string[] {
  const { status, error } = record.run
  if (status === 'cancelled') return ['Rehearse again: this run was cancelled']
  if (error !== null) return [`${error.hint.replace(/\s*\n\s*/g, ' ')} Then rehearse again`]
  const validate = unexplainedTables(record).map(({ name, reason }) => `Validate table ${name}: ${reason}`)
  const open = record.issues.filter(({ waived }) => waived === null)
  const pressing = open.filter(({ priority }) => priority !== 'LOW')
  const category = categoryInTurn(pressing)
  if (category !== null) return [...validate, ...fixCategory(category, pressing)]
  return validate.length > 0 ? validate : towardsReadiness(record, open.length)
}

/** Tables with corruption, and tables that did not arrive whole and have no issue that says why. */
function unexplainedTables({ tables, issues }: Omit<RunRecord, 'nextActions'>): readonly TableRecord[] {
  const explained = new Set(issues.filter(mayExplainLoss).map(({ table }) => table))
  const harmed = tables.filter(({ status }) => status === 'partial' || status === 'failed')
  return harmed.filter(({ name, mismatches }) => mismatches > 0 || !explained.has(name)).slice(0, MAX_TABLES)
}

function fixCategory(category: Category, open: readonly IssueRecord[]): readonly string[] {
  const now = open.filter((issue) => issue.category === category)
  const fixes = now
    .slice(0, MAX_ISSUES)
    .map((issue) => `Fix [${issue.category.toUpperCase()}] ${placeOf(issue)}: ${issue.remedy}`)
  const rest = now.length - fixes.length
  const more =
    rest > 0 ? [`Fix the other ${amount(rest, 'issue')} of this category, as the report lists them`] : []
  const left = open.filter((issue) => issue.category !== category)
  return [...fixes, ...more, rehearseAgain(category, left)]
}

function categoryInTurn(open: readonly IssueRecord[]): Category | null {
  const urgent = open.filter(({ priority }) => priority === 'HIGH')
  const candidates = urgent.length > 0 ? urgent : open
  return CATEGORIES.find((name) => candidates.some(({ category }) => category === name)) ?? null
}

function rehearseAgain(category: Category, left: readonly IssueRecord[]): string {
  const test = `Rehearse again to test the ${category} fixes`
  const next = categoryInTurn(left)
  if (next === null) return test
  return `${test}, before the next category, ${next}, is begun (still to do: ${categoryTally(left).join(', ')})`
}

function towardsReadiness(
  { readiness, result }: Omit<RunRecord, 'nextActions'>,
  minor: number,
): readonly string[] {
  const failed = readiness.items.filter(({ status }) => status === 'fail')
  const unverified = readiness.items.filter(({ status }) => status === 'unverified').length
  return [
    ...(minor > 0 ? [`Fix or waive the issues of priority LOW (${minor})`] : []),
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
