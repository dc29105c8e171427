import type { ExitCode } from '../../errors/exit-codes.ts'
import { originOf, runUrl } from '../github-run.ts'
import type { Messages } from '../messages.ts'
import type { Places } from '../outputs.ts'
import type { Redact } from '../secrets.ts'
import type { Step } from '../step.ts'
import { recordArtifactName } from './artifact-names.ts'
import { uploadingOf } from './upload-artifact.ts'
import { uploadResults } from './upload-results.ts'

/** The addresses of the artifacts of a run; empty where there is none. */
export type UploadedRun = Pick<Places, 'artifactUrl' | 'pageUrl'>

/** Record, reports, schema and rejected rows as artifacts, where the runner keeps any. */
export async function uploadRun(
  { run, settings, runner }: Step,
  directory: string,
  exitCode: ExitCode,
  redact: Redact,
  say: Messages,
): Promise<UploadedRun> {
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
    },
    redact,
    uploadingOf({ settings, runner }, say),
  )
  const urlOf = (id: number | null) => (id === null ? '' : `${runUrl(run, run.runId)}/artifacts/${id}`)
  return { artifactUrl: urlOf(archive), pageUrl: urlOf(page) }
}
