import type { PostgresRefusal } from '../../../../engines/postgres/postgres-error.ts'
import { amount } from '../../../../progress/amount.ts'
import { refusalOf } from '../../refusal.ts'
import { DENIED } from '../access/denied.ts'
import type { AuditTrigger } from './source-trigger.ts'
import type { Outcome, Trial } from './write-once.ts'

/** What is known of a trigger of the target. */
export type Answer =
  /** `tried`: how many rows it was tried on, in words. */
  | { readonly is: 'seen'; readonly tried: string; readonly without: string | null }
  | { readonly is: 'present' }
  | { readonly is: 'fault' | 'untold'; readonly text: string }

export interface Judged {
  readonly answer: Answer
  /** Who wrote may not write what the trigger watches. */
  readonly isDenied: boolean
}

/**
 * A trigger that has no condition in the source has to heed every row that was tried; another one has to heed those for
 * which its condition holds there, where that is known, and else one.
 *
 * @param outcomes one for each trial; null where there was nothing to write
 * @param writes how many audit tables it writes
 */
export function judgeTrials(
  trigger: AuditTrigger,
  trials: readonly Trial[],
  outcomes: readonly (Outcome | null)[],
  writes: number,
): Judged {
  const { name, watches, on, refuses, isSure, condition } = trigger
  const told = (answer: Answer): Judged => ({ answer, isDenied: false })
  const untold = (why: string): Answer => ({ is: 'untold', text: `what ${name} does: ${why}` })
  if (trials.length === 0) return told(untold(`there is no row in ${watches}`))
  const tried = trials.flatMap((trial, at) => {
    const outcome = outcomes[at]
    return outcome == null ? [] : [{ ...trial, outcome, isGood: isGood(trigger, outcome, writes) }]
  })
  const obstacle = tried.map(({ outcome }) => outcome.refusal).find((one) => one !== null && !isRaised(one))
  if (obstacle != null) {
    const { sqlstate, where } = obstacle.fields
    return { answer: untold(refusalOf(obstacle)), isDenied: sqlstate === DENIED && where === null }
  }
  const silent = tried.find(({ outcome }) => isSilent(trigger, outcome))
  if (silent !== undefined) return told(silently(trigger, silent.outcome))
  const missed = tried.filter(({ isGood, isDemanded }) => !isGood && isDemanded)
  const isEvery = refuses === 'always' || isSure
  const isTold = isEvery || condition !== null
  if (tried.some((one) => one.isGood) && (missed.length === 0 || !isTold))
    return told({ is: 'seen', tried: howMany(trigger, tried, isEvery), without: null })
  const isAll = missed.length === 0 || missed.length === tried.length
  const some = isAll ? `a row of ${watches}` : someOf(missed, tried, watches)
  const verb = missed.length > 1 && !isAll ? 'were' : 'was'
  if (refuses === 'always' || (refuses !== null && condition !== null && missed.length > 0))
    return told({ is: 'fault', text: `the trigger ${name} lets ${some} be ${PAST[on]}` })
  const what = writes > 0 ? 'wrote nothing' : 'refused nothing'
  return told(untold(`it ${what} when ${some} ${verb} ${PAST[on]}`))
}

const PAST = { insert: 'inserted', update: 'updated', delete: 'deleted' } as const

type Tried = Trial & { readonly isGood: boolean }

function isGood({ refuses, ignores }: AuditTrigger, outcome: Outcome, writes: number): boolean {
  if (outcome.refusal !== null) return refuses !== null
  return outcome.kept ? writes > 0 && outcome.allGrew : refuses !== null && ignores
}

/** A statement that touches no row, and says so to nobody, is what RAISE(IGNORE) does, and no other RAISE. */
function isSilent({ refuses, ignores }: AuditTrigger, { kept, refusal }: Outcome): boolean {
  return refuses !== null && !ignores && !kept && refusal === null
}

function silently({ name, watches, on }: AuditTrigger, { hidden }: Outcome): Answer {
  return hidden
    ? {
        is: 'untold',
        text: `what ${name} does: row security may hide the rows of ${watches} from who writes`,
      }
    : {
        is: 'fault',
        text: `the trigger ${name} leaves out without an error that a row of ${watches} is ${PAST[on]}, where the source refuses it with one`,
      }
}

/** By a trigger, and not by a constraint or a mistake in a function; the context ends `at RAISE`. */
function isRaised({ fields: { where } }: PostgresRefusal): boolean {
  return where !== null && /\bRAISE\b/.test(where)
}

function someOf(missed: readonly Tried[], tried: readonly Tried[], watches: string): string {
  const fresh = missed.every(({ isFresh }) => isFresh) ? ', the new one,' : ''
  return `${missed.length} of ${amount(tried.length, 'row')} of ${watches} that were tried${fresh}`
}

function howMany({ name }: AuditTrigger, tried: readonly Tried[], isEvery: boolean): string {
  const fresh = tried.filter(({ isFresh }) => isFresh).length
  const good = tried.filter((one) => one.isGood).length
  const share = isEvery ? '' : `${good} of `
  return `${name} on ${share}${amount(tried.length, 'row')}${fresh > 0 ? ', one of them new' : ''}`
}
