import type { ExitCode } from '../errors/exit-codes.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import type { Baseline } from '../stages/report/baseline.ts'
import { recordArtifactName } from './artifacts/artifact-names.ts'
import { uploadResults } from './artifacts/upload-results.ts'
import { commentOnPull } from './comment/comment-on-pull.ts'
import type { Github } from './github/open-github.ts'
import { originOf, runUrl } from './github-run.ts'
import { summaryOfRun } from './job-summary.ts'
import type { Messages } from './messages.ts'
import { outputsOf, type Places } from './outputs.ts'
import { publish } from './publish.ts'
import type { Redact } from './secrets.ts'
import type { Step } from './step.ts'

/** A run without secrets, and what it is compared with. */
export interface Shown {
  readonly record: RunRecord
  readonly baseline: Baseline
  /** The output folder. */
  readonly directory: string
}

type Artifacts = Pick<Places, 'artifactUrl' | 'pageUrl'>

/** Outputs and job summary; again, when more places are known. Never rejects. */
export async function show(
  { run, settings, runner }: Step,
  { record, baseline, directory }: Shown,
  places: Places,
): Promise<void> {
  const origin = originOf(run, settings, places)
  const outputs = outputsOf({ record, directory, ...places })
  await publish(outputs, summaryOfRun(record, origin, baseline), runner.environment)
}

/** Record, reports, schema and rejected rows as artifacts, where the runner keeps any. */
export async function upload(
  { run, settings }: Step,
  directory: string,
  exitCode: ExitCode,
  redact: Redact,
  say: Messages,
): Promise<Artifacts> {
  if (!settings.uploads) return { artifactUrl: '', pageUrl: '' }
  const { runId, attempt, job, step, leg, sha, jobUrl } = originOf(run, settings)
  const key = settings.commentKey ?? run.job
  const { archive, page } = await uploadResults(
    {
      name: recordArtifactName(run, settings),
      directory,
      origin: {
        ...{ schemaVersion: 1, key, job, step, leg, event: run.event, runId, attempt, sha, jobUrl },
        exitCode,
      },
      retentionDays: settings.retentionDays,
    },
    redact,
    say,
  )
  const urlOf = (id: number | null) => (id === null ? '' : `${runUrl(run, run.runId)}/artifacts/${id}`)
  return { artifactUrl: urlOf(archive), pageUrl: urlOf(page) }
}

/** Brings the comment of the pull request up to date, and gives its address; empty where there is none. */
export async function comment(
  { run, settings }: Step,
  github: Github | null,
  { failOn }: Pick<ParsedSettings, 'failOn'>,
  { record, baseline }: Shown,
  artifacts: Artifacts,
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
    { pull: run.pull, key, sections, isWholeRun: false, mode: settings.comment, failOn },
    say,
  )
}
