import type { ParsedSettings } from '../../settings/parsed-settings.ts'
import type { UploadedRun } from '../artifacts/upload-run.ts'
import type { Github } from '../github/open-github.ts'
import { originOf } from '../github-run.ts'
import type { Messages } from '../messages.ts'
import type { Shown } from '../show-run.ts'
import type { Step } from '../step.ts'
import { commentOnPull } from './comment-on-pull.ts'

/**
 * Brings the comment of the pull request up to date, and gives its address; empty where there is none.
 *
 * @param begins false where it only takes the place of what the comment says of this leg already
 */
export async function commentOnRun(
  { run, settings }: Step,
  github: Github | null,
  { failOn, begins = true }: Pick<ParsedSettings, 'failOn'> & { readonly begins?: boolean },
  { record, baseline }: Pick<Shown, 'record' | 'baseline'>,
  artifacts: UploadedRun,
  say: Messages,
): Promise<string> {
  if (settings.comment === 'off' || run.pull === null) return ''
  if (run.isFork) {
    say.notice(
      'The pull request gets no comment from this job: it comes from a fork or from Dependabot, whose token can only read. A companion workflow on workflow_run (mode: report) posts it; docs/workflows/fork-companion.yml shows one.',
    )
    return ''
  }
  if (github === null) {
    say.info('The pull request gets no comment, because there is no github-token.')
    return ''
  }
  const sections = [{ record, origin: originOf(run, settings, artifacts), baseline, previous: null }]
  const key = settings.commentKey ?? run.job
  return commentOnPull(
    github,
    { pull: run.pull, key, sections, isWholeRun: false, begins, mode: settings.comment, failOn },
    say,
  )
}
