import { CATEGORIES, type Category } from '../../issues/issue-ranks.ts'
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
  const isGiven = record.target.schema === 'given'
  const again = isGiven ? 'Validate again' : 'Rehearse again'
  if (status === 'cancelled') return [`${again}: this run was cancelled`]
  if (error !== null) return [`${error.hint.replace(/\s*\n\s*/g, ' ')} Then ${again.toLowerCase()}`]
  const validate = unexplainedTables(record).map((table) => attend(table, isGiven))
  const open = record.issues.filter(({ waived }) => waived === null)
  const pressing = open.filter(({ priority }) => priority !== 'LOW')
  const category = categoryInTurn(pressing)
  if (category !== null) return [...validate, ...fixCategory(category, pressing, again)]
  if (validate.length > 0) return isGiven ? [...validate, `${again} to test the corrections`] : validate
  return towardsReadiness(record, open.length, again)
}

/** Tables with corruption, and tables that did not arrive whole and have no issue that says why. */
function unexplainedTables({ tables, issues }: Omit<RunRecord, 'nextActions'>): readonly TableRecord[] {
  const explained = new Set(issues.filter(mayExplainLoss).map(({ table }) => table))
  const harmed = tables.filter(({ status }) => status === 'partial' || status === 'failed')
  return harmed.filter(({ name, mismatches }) => mismatches > 0 || !explained.has(name)).slice(0, MAX_TABLES)
}

/** A database that another tool has migrated was just validated: what differs there is for its owner to correct. */
function attend({ name, reason, mismatches }: TableRecord, isGiven: boolean): string {
  if (!isGiven) return `Validate table ${name}: ${reason}`
  return mismatches > 0 ? `Correct the rows of ${name}: ${reason}` : `Look into table ${name}: ${reason}`
}

function fixCategory(category: Category, open: readonly IssueRecord[], again: string): readonly string[] {
  const now = open.filter((issue) => issue.category === category)
  const fixes = now
    .slice(0, MAX_ISSUES)
    .map((issue) => `Fix [${issue.category.toUpperCase()}] ${placeOf(issue)}: ${issue.remedy}`)
  const rest = now.length - fixes.length
  const more =
    rest > 0
      ? [
          `Fix ${rest === 1 ? 'the other issue' : `the other ${amount(rest, 'issue')}`} of this category, as the report lists ${rest === 1 ? 'it' : 'them'}`,
        ]
      : []
  const left = open.filter((issue) => issue.category !== category)
  return [...fixes, ...more, testAgain(category, left, again)]
}

function categoryInTurn(open: readonly IssueRecord[]): Category | null {
  const urgent = open.filter(({ priority }) => priority === 'HIGH')
  const candidates = urgent.length > 0 ? urgent : open
  return CATEGORIES.find((name) => candidates.some(({ category }) => category === name)) ?? null
}

function testAgain(category: Category, left: readonly IssueRecord[], again: string): string {
  const test = `${again} to test the ${category} fixes`
  const next = categoryInTurn(left)
  if (next === null) return test
  return `${test}, before the next category, ${next}, is begun (still to do: ${categoryTally(left).join(', ')})`
}

function towardsReadiness(
  { readiness, result }: Omit<RunRecord, 'nextActions'>,
  minor: number,
  again: string,
): readonly string[] {
  const failed = readiness.items.filter(({ status }) => status === 'fail')
  const unverified = readiness.items.filter(({ status }) => status === 'unverified').length
  return [
    ...(minor > 0 ? [`Fix or waive the issues of priority LOW (${minor})`] : []),
    ...failed.map(({ title, evidence }) => `Look into the checklist, "${title}": ${evidence}`),
    ...(unverified > 0
      ? [`Verify the ${unverified} lines of the checklist that this run did not check`]
      : []),
    ...(result === 'complete' ? [`${again} with the next snapshot, so that it stays complete`] : []),
  ]
}

/** `players.nickname [idx]`, as far as the issue has these. */
function placeOf({ table, column, object }: IssueRecord): string {
  const place = [table, column].filter((part) => part !== null).join('.')
  if (object === null) return place === '' ? 'the database' : place
  return place === '' ? object : `${place} (${object})`
}
