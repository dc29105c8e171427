import { gateHolds } from '../../rehearsal/gate.ts'
import type { FailOn } from '../../stages/record/gate-record.ts'
import type { SectionInput } from '../../stages/report/comment/render-section.ts'
import { sectionState } from '../../stages/report/comment/section-state.ts'
import type { CommentMode } from '../action-inputs.ts'
import { explainFailure } from '../github/explain-failure.ts'
import type { Github } from '../github/open-github.ts'
import type { Messages } from '../messages.ts'
import { wantsComment } from './comment-policy.ts'
import { syncComment } from './sync-comment.ts'

/** Brings the comment of a pull request up to date and gives its address; empty without one. Never rejects. */
export async function commentOnPull(
  github: Github,
  {
    pull,
    key,
    sections,
    isWholeRun,
    begins,
    mode,
    failOn,
  }: {
    readonly pull: number
    readonly key: string
    readonly sections: readonly SectionInput[]
    readonly isWholeRun: boolean
    /** False where only what the comment says already is to be replaced. */
    readonly begins: boolean
    readonly mode: CommentMode
    readonly failOn: FailOn
  },
  messages: Messages,
): Promise<string> {
  try {
    const outcome = await syncComment(github, {
      pull,
      key,
      sections,
      isWholeRun,
      wants: ({ record, origin }, said, isAlone) =>
        (begins || said !== null) &&
        wantsComment(
          mode,
          { record, gateHolds: gateHolds(record, failOn) && record.gate?.holds !== false },
          sectionState(record, origin),
          said === null ? null : { ...said, isAlone },
        ),
    })
    switch (outcome.kind) {
      case 'silent':
        messages.info('There is nothing to comment on.')
        return ''
      case 'unchanged':
        messages.info('The comment says this already.')
        return outcome.url
      case 'outdated':
        messages.info('The comment is of a later run, and stays as it is.')
        return outcome.url
      case 'posted':
        return outcome.url
      default:
        return outcome satisfies never
    }
  } catch (error) {
    messages.notice(`The pull request got no comment: ${explainFailure(error, 'pull-requests: write')}`)
    return ''
  }
}
