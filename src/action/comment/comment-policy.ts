import type { RunRecord } from '../../stages/record/run-record.ts'
import type { SectionState } from '../../stages/report/comment/section-state.ts'
import type { CommentMode } from '../action-inputs.ts'

/**
 * Whether the pull request is to hear of this run.
 *
 * - `always`: yes, unless the comment says the same of the same commit already
 * - `changes`: when something differs from what the comment says; without a comment, when something differs from the
 *   baseline, is not complete or does not hold its gate. Beside other sections the commit counts too, because the newest decides the headline
 * - `on-failure`: when the gate does not hold; a comment that is there is kept true, so that a fix is seen
 *
 * @param said what the comment says of this leg now, and whether it says nothing else; null where it does not
 */
export function wantsComment(
  mode: CommentMode,
  { record, gateHolds }: { readonly record: RunRecord; readonly gateHolds: boolean },
  own: SectionState,
  said: (SectionState & { readonly isAlone: boolean }) | null,
): boolean {
  const isSame = said !== null && said.findings === own.findings
  switch (mode) {
    case 'off':
      return false
    case 'always':
      return !(isSame && said.sha === own.sha)
    case 'changes':
      return said === null ? hasNews(record) : !(isSame && (said.isAlone || said.sha === own.sha))
    case 'on-failure':
      return said === null ? !gateHolds : !(isSame && said.sha === own.sha)
    default:
      return mode satisfies never
  }
}

function hasNews({ result, gate, summary: { issues } }: RunRecord): boolean {
  return gate?.holds === false || result !== 'complete' || issues.new + issues.regressed + issues.resolved > 0
}
