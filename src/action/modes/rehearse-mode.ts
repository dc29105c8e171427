import { resolve } from 'node:path'
import * as core from '@actions/core'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { progressLines } from '../../progress/progress-lines.ts'
import { gateHolds } from '../../rehearsal/gate.ts'
import { rehearse } from '../../rehearsal/rehearse.ts'
import { parseSettings } from '../../settings/parse-settings.ts'
import type { ParsedSettings } from '../../settings/parsed-settings.ts'
import { readSettingsFile } from '../../settings/read-settings-file.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { Baseline } from '../../stages/report/baseline.ts'
import { renderTerminal } from '../../stages/report/render-terminal.ts'
import { annotate } from '../annotations/annotate.ts'
import { recordArtifactName } from '../artifacts/artifact-names.ts'
import { uploadResults } from '../artifacts/upload-results.ts'
import { commentOnPull } from '../comment/comment-on-pull.ts'
import type { Github } from '../github/open-github.ts'
import { originOf, runUrl } from '../github-run.ts'
import { GithubHistory } from '../history/github-history.ts'
import { readInputs } from '../inputs.ts'
import { summaryOfRun } from '../job-summary.ts'
import { jobSurroundings } from '../job-surroundings.ts'
import { type Messages, messages } from '../messages.ts'
import { outputsOf } from '../outputs.ts'
import { conclude, publish } from '../publish.ts'
import { redactRecord } from '../redact-record.ts'
import { type Redact, redactor, secretsIn } from '../secrets.ts'
import { githubOf, type Step } from '../step.ts'
import { refuseForeignCommands } from './refuse-foreign-commands.ts'

/**
 * `mode: rehearse`: the rehearsal, compared with the history of its branch, and everything by which GitHub shows it.
 * What cannot be shown is said, and never makes a good rehearsal fail.
 *
 * @throws RehearsalError when there is no record
 */
export async function rehearseMode(step: Step): Promise<ExitCode> {
  const settings = await loadSettings(step)
  refuseForeignCommands(step.run.event, settings)
  const redact = hideSecrets(settings, step)
  const say = messages(redact)
  const github = await githubOf(step, say)
  const history = new GithubHistory(github, step.run, step.settings, redact, say)
  const historyFile = resolve(step.runner.directory, settings.output.history)
  const baseline = await history.prepare(historyFile)
  const found = await rehearseInLog(settings, redact, step)
  const record = redactRecord(found, redact)
  const shown = { record, baseline, directory: resolve(step.runner.directory, settings.output.directory) }
  // a first time at once, because the rest takes time that a cancelled job does not have
  await show(step, { ...shown, artifactUrl: '', commentUrl: '' })
  if (record.run.status !== 'cancelled') {
    const artifactUrl = await upload(step, shown.directory, redact, say)
    await history.keep(historyFile)
    const commentUrl = await comment(step, github, settings, { ...shown, artifactUrl }, say)
    await show(step, { ...shown, artifactUrl, commentUrl })
    await annotate(record, settings, step.runner.directory, gateHolds(record, settings.failOn))
  }
  return conclude(record, settings.failOn)
}

async function loadSettings({ runner, mistakes }: Step): Promise<ParsedSettings> {
  const { environment, directory, parallelism } = runner
  const given = readInputs((name) => core.getInput(name))
  const file = await readSettingsFile(typeof given.config === 'string' ? given.config : null, directory)
  return parseSettings({ command: 'rehearse', given, file, environment, parallelism, mistakes })
}

function hideSecrets({ postgres }: ParsedSettings, { settings }: Step): Redact {
  const secrets = secretsIn(postgres.url)
  for (const secret of secrets) core.setSecret(secret)
  return redactor(settings.token === null ? secrets : [...secrets, settings.token])
}

async function rehearseInLog(
  settings: ParsedSettings,
  redact: Redact,
  { runner, run }: Step,
): Promise<RunRecord> {
  return runner.log.withoutCommands(async (print) => {
    const write = (text: string) => print(redact(text))
    const { emit } = progressLines(write, () => performance.now())
    const { signal, environment } = runner
    const surroundings = jobSurroundings(environment)
    const record = await rehearse(settings, { emit, signal }, { commit: run.sha, surroundings })
    write(`\n${renderTerminal(record, { color: true, width: 120 })}`)
    return record
  })
}

interface Shown {
  readonly record: RunRecord
  readonly baseline: Baseline
  readonly directory: string
  readonly artifactUrl: string
}

async function show(
  { run, settings, runner }: Step,
  { record, baseline, ...places }: Shown & { readonly commentUrl: string },
): Promise<void> {
  const origin = originOf(run, settings, places.artifactUrl || null)
  await publish(outputsOf({ record, ...places }), summaryOfRun(record, origin, baseline), runner.environment)
}

async function upload(
  { run, settings }: Step,
  directory: string,
  redact: Redact,
  say: Messages,
): Promise<string> {
  if (!settings.uploads) return ''
  const { runId, attempt, leg, sha, jobUrl } = originOf(run, settings, null)
  const id = await uploadResults(
    {
      name: recordArtifactName(run, settings),
      directory,
      origin: {
        schemaVersion: 1,
        key: settings.commentKey ?? run.job,
        leg,
        event: run.event,
        runId,
        attempt,
        sha,
        jobUrl,
      },
      retentionDays: settings.retentionDays,
    },
    redact,
    say,
  )
  return id === null ? '' : `${runUrl(run, run.runId)}/artifacts/${id}`
}

async function comment(
  { run, settings }: Step,
  github: Github | null,
  { failOn }: ParsedSettings,
  { record, baseline, artifactUrl }: Shown,
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
  const origin = originOf(run, settings, artifactUrl || null)
  const sections = [{ record, origin, baseline, previous: null }]
  const key = settings.commentKey ?? run.job
  return commentOnPull(github, { pull: run.pull, key, sections, mode: settings.comment, failOn }, say)
}
