import { type Issue, issue } from '../../issues/issue.ts'
import type { Remedy } from '../../issues/remedy.ts'
import { concerns } from './match-remedies.ts'

/**
 * The remedies of a finished run that did nothing: those that match no issue, each pattern once, and those whose issues
 * came up only when the remedies had run. Pure.
 *
 * @param treated the ids of the issues that a remedy was found for
 * @param found the ids of all others
 */
export function unusedRemedies(
  remedies: readonly Remedy[],
  treated: ReadonlySet<string>,
  found: readonly string[],
): readonly Issue[] {
  const idle = remedies.filter((remedy) => !treated.values().some((id) => concerns(remedy, id)))
  const patterns = new Map(idle.map((remedy) => [remedy.issue, remedy]))
  return [...patterns].map(([pattern, remedy]) => {
    const late = found.find((id) => concerns(remedy, id))
    if (late === undefined)
      return issue('remedy-unused', { object: pattern, message: 'The remedy matches no issue of this run' })
    const message = `The remedy "${remedy.do}" came too early: ${late} is found when the rows are there. Waive it, or fix it in the source or the target`
    return issue('remedy-failed', { object: pattern, message, priority: 'MED' })
  })
}
