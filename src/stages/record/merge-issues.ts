import { type Issue, issueId, MAX_EXAMPLES } from '../../issues/issue.ts'
import { ISSUE_CODES } from '../../issues/issue-codes.ts'
import { PRIORITIES } from '../../issues/issue-ranks.ts'
import { byUrgency } from './order.ts'

/**
 * Makes one issue of those with the same id, most urgent first. The profile predicts and the load observes the
 * same rows, so their counts are not added: the larger one stands, and of two equal the one that knows what to do in this
 * case, else the later.
 */
export function mergeIssues(issues: readonly Issue[]): readonly Issue[] {
  const merged = new Map<string, Issue>()
  for (const issue of issues) {
    const id = issueId(issue)
    const before = merged.get(id)
    merged.set(id, before === undefined ? issue : merge(before, issue))
  }
  return [...merged.values()].sort(byUrgency<Issue>(issueId))
}

function merge(earlier: Issue, later: Issue): Issue {
  const isSaidLater =
    later.rows === earlier.rows ? hasOwnRemedy(later) || !hasOwnRemedy(earlier) : later.rows > earlier.rows
  const [said, other] = isSaidLater ? [later, earlier] : [earlier, later]
  const examples = new Map([...said.examples, ...other.examples].map((key) => [JSON.stringify(key), key]))
  return {
    ...said,
    priority:
      PRIORITIES.find((priority) => [said.priority, other.priority].includes(priority)) ?? said.priority,
    examples: [...examples.values()].slice(0, MAX_EXAMPLES),
  }
}

function hasOwnRemedy({ code, remedy }: Issue): boolean {
  return remedy !== ISSUE_CODES[code].remedy
}
