import { type Issue, issue, issueId } from '../../issues/issue.ts'
import type { Waiver } from '../../issues/waiver.ts'
import { amount } from '../../progress/amount.ts'
import { matchesGlob } from '../../sql/matches-glob.ts'
import type { RunFacts } from './run-facts.ts'

interface AppliedWaivers {
  /** The waiver of each issue that is accepted, by the id of the issue. */
  readonly accepted: ReadonlyMap<string, Waiver>
  /** What is wrong with the waivers. No waiver matches these: they are not among the issues it looks through. */
  readonly issues: readonly Issue[]
}

/**
 * Finds for each issue the first waiver that matches its id and holds on the day, in UTC, on which the run started.
 * Only a run that finished says that a waiver matches nothing: one that ended early may not have come to its issue.
 */
export function applyWaivers(
  found: readonly Issue[],
  { waivers, startedAt, status }: Pick<RunFacts, 'waivers' | 'startedAt' | 'status'>,
): AppliedWaivers {
  const today = startedAt.toISOString().slice(0, 10)
  const ids = found.map(issueId)
  const valid = waivers.filter(({ expires }) => expires >= today)
  const expired = waivers.filter(({ expires }) => expires < today)
  const accepted = new Map(
    ids.flatMap((id): readonly [string, Waiver][] => {
      const waiver = valid.find(({ issue: pattern }) => matchesGlob(id, pattern))
      return waiver === undefined ? [] : [[id, waiver]]
    }),
  )
  const open = ids.filter((id) => !accepted.has(id))
  const unused = valid.filter(({ issue: pattern }) => !ids.some((id) => matchesGlob(id, pattern)))
  return {
    accepted,
    issues: [
      ...expired.map((waiver) => expiredWaiver(waiver, open)),
      ...(status === 'finished' ? unused.map(unusedWaiver) : []),
    ],
  }
}

function expiredWaiver({ issue: pattern, expires }: Waiver, open: readonly string[]): Issue {
  const back = open.filter((id) => matchesGlob(id, pattern)).length
  const consequence = back === 0 ? '' : `; ${amount(back, 'issue')} ${back === 1 ? 'counts' : 'count'} again`
  const message = `The waiver ended on ${expires}${consequence}`
  return issue('waiver-expired', { object: pattern, message })
}

function unusedWaiver({ issue: pattern }: Waiver): Issue {
  return issue('waiver-unused', { object: pattern, message: 'The waiver matches no issue of this run' })
}
