import { ISSUE_CODES, type IssueCode } from '../../issues/issue-codes.ts'
import { amount } from '../../progress/amount.ts'
import { categoryTally } from './category-tally.ts'
import type { ResolvedIssue } from './issue-states.ts'
import type { IssueRecord } from './run-record.ts'

/** How many issues a warning names; the report lists all. */
const MAX_NAMED = 3

/** Says where the run departs from the methodology: one category at a time, and no regression. */
export function runWarnings(
  issues: readonly IssueRecord[],
  resolved: readonly ResolvedIssue[],
): readonly string[] {
  return [...mixedFixes(resolved), ...regressions(issues)]
}

/** A table that was excluded, a waiver that was removed, and what goes by itself with another issue are no fixes. */
function mixedFixes(resolved: readonly ResolvedIssue[]): readonly string[] {
  const fixed = resolved.filter(({ id, placeGone }) => !placeGone && !isNoFix(id))
  const tally = categoryTally(fixed)
  if (tally.length < 2) return []
  return [
    `Fixes of several categories came in one run (${tally.join(', ')}): the methodology fixes one category at a time, so that a regression can be traced`,
  ]
}

const NO_FIXES = [
  'waiver-expired',
  'waiver-unused',
  'remedy-unused',
  'pattern-unused',
  'foreign-key-parent-rejected',
] as const satisfies readonly IssueCode[]

function isNoFix(id: string): boolean {
  return NO_FIXES.some((code) => {
    const { category } = ISSUE_CODES[code]
    return id.startsWith(`${category}/${code}:`)
  })
}

function regressions(issues: readonly IssueRecord[]): readonly string[] {
  const back = issues.filter(({ state, waived }) => state === 'regressed' && waived === null)
  if (back.length === 0) return []
  const named = back.slice(0, MAX_NAMED).map(({ id }) => id)
  const more = back.length > named.length ? ` and ${back.length - named.length} more` : ''
  const them = back.length === 1 ? 'it' : 'them'
  return [
    `${amount(back.length, 'issue')} regressed, though an earlier run had resolved ${them}: ${named.join(', ')}${more}`,
  ]
}
