import { type Issue, issue } from '../../issues/issue.ts'
import type { Remedy } from '../../issues/remedy.ts'
import { concerns } from './match-remedies.ts'

/**
 * The remedies that match no issue of a finished run, each pattern once. Pure.
 *
 * @param ids of all issues that the run has come across, those that a remedy has resolved among them
 */
export function unusedRemedies(remedies: readonly Remedy[], ids: ReadonlySet<string>): readonly Issue[] {
  const unused = remedies.filter((remedy) => !ids.values().some((id) => concerns(remedy, id)))
  return [...new Set(unused.map(({ issue: pattern }) => pattern))].map((pattern) =>
    issue('remedy-unused', { object: pattern, message: `No issue of this run is ${pattern}` }),
  )
}
