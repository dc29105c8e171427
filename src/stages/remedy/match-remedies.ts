import { issueId } from '../../issues/issue.ts'
import type { PlannedIssue } from '../../issues/planned-issue.ts'
import type { Remedy } from '../../issues/remedy.ts'
import { matchesGlob } from '../../sql/matches-glob.ts'

/** An issue with the remedy that its owner wrote for it. */
export interface MatchedRemedy {
  readonly planned: PlannedIssue
  readonly id: string
  readonly remedy: Remedy
}

/** The first remedy that matches an issue counts. In the order of the remedies. Pure. */
export function matchRemedies(
  issues: readonly PlannedIssue[],
  remedies: readonly Remedy[],
): readonly MatchedRemedy[] {
  const matched = issues.flatMap((planned) => {
    const id = issueId(planned.issue)
    const remedy = remedies.find((candidate) => concerns(candidate, id))
    return remedy === undefined ? [] : [{ planned, id, remedy }]
  })
  return matched.sort((a, b) => remedies.indexOf(a.remedy) - remedies.indexOf(b.remedy))
}

/** Whether a remedy is for an issue: by its whole id, which may hold `*` and `?` itself, or as a glob. */
export function concerns({ issue }: Remedy, id: string): boolean {
  return issue === id || matchesGlob(id, issue)
}
