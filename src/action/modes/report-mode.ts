import { resolve } from 'node:path'
import * as core from '@actions/core'
import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { RehearsalError } from '../../errors/rehearsal-error.ts'
import { untilCancelled } from '../../progress/until-cancelled.ts'
import { withGate } from '../../rehearsal/gate.ts'
import { OutputFolder } from '../../rehearsal/output-folder.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { OPTIONS } from '../../settings/options.ts'
import type { FailOn } from '../../stages/record/gate-record.ts'
import { mergeRecords } from '../../stages/record/merge-records.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { SectionInput } from '../../stages/report/comment/render-section.ts'
import { commentOnPull } from '../comment/comment-on-pull.ts'
import { explainFailure } from '../github/explain-failure.ts'
import type { Github } from '../github/open-github.ts'
import { readInputs } from '../inputs.ts'
import { type Messages, messages } from '../messages.ts'
import { NOWHERE, type Places } from '../outputs.ts'
import { conclude, concludeEarly } from '../publish.ts'
import { redactRecord } from '../redact-record.ts'
import { redactor } from '../secrets.ts'
import { type Shown, showRun } from '../show-run.ts'
import { githubOf, type Step } from '../step.ts'
import { pullOfRun } from './pull-of-run.ts'
import { type FoundRecord, nameRecords, type RunRecords, readRecords } from './read-records.ts'
import { sectionOfGap, sectionsOf } from './sections-of-records.ts'

/**
 * `mode: report`: puts the records of other jobs together. In the same workflow they are the legs of a matrix, or
 * shards, and the verdict of all is the verdict of this step. On `workflow_run` they come from the run that triggered
 * it, of a fork perhaps: they are shown as that run's word, in a comment that it could not post itself, and never
 * decide anything here.
 *
 * @throws RehearsalError when there is no record
 */
export async function reportMode(step: Step): Promise<ExitCode> {
  const { failOn, directory } = reportSettings(step)
  const redact = redactor(step.settings.token === null ? [] : [step.settings.token])
  const say = messages(redact)
  const github = await githubOf(step, say)
  if (github === null) throw noRecords('there is no github-token to read artifacts with.')
  const { signal } = step.runner
  const records = await untilCancelled(signal, () => find(step, github, say))
  const { found, unread } = records
  const named = nameRecords(found).map((one) => ({ ...one, record: redactRecord(one.record, redact) }))
  const gap = unread.length === 0 ? null : unreadError(unread)
  const judged = (record: RunRecord) => (step.run.triggeredBy === null ? withGate(record, failOn) : record)
  const merged = withGap(judged(mergeRecords(named)), gap)
  await OutputFolder.lend({ directory, history: null }, [], (output) => output.write(merged, null))
  const whole = { ...step, settings: { ...step.settings, leg: '' } }
  const shown = { record: merged, baseline: { kind: 'none', reason: null }, directory } satisfies Shown
  await showRun(whole, shown, NOWHERE)
  const own = sectionsOf(step.run, named).map((one) => ({
    ...one,
    // a step that is red for its own gate stays so here, whatever is asked of all
    record: one.record.gate?.holds === false ? one.record : judged(one.record),
  }))
  const sections = [...own, ...(gap === null ? [] : [sectionOfGap(step.run, gap)])]
  try {
    const commentUrl = await untilCancelled(signal, () =>
      commentOnRecords(step, github, sections, failOn, records, say),
    )
    await showRun(whole, shown, { ...NOWHERE, commentUrl })
  } catch (error) {
    if (signal.aborted) return concludeEarly(merged, signal.reason)
    throw error
  }
  if (step.run.triggeredBy === null) return conclude(merged, failOn)
  core.notice(
    `Reported ${found.length === 1 ? 'one record' : `${found.length} records`} of the run ${step.run.triggeredBy.id}.`,
  )
  return EXIT_CODES.ok
}

/**
 * Says in the comment that there is nothing to report, where it is known which comment that is: without `comment-key` it is
 * named after the first of the jobs, which no record has told of. Never rejects.
 */
export async function tellNoReport(step: Step, error: RehearsalError): Promise<Places> {
  const { token, commentKey, comment } = step.settings
  if (commentKey === null || comment === 'off') return NOWHERE
  const redact = redactor(token === null ? [] : [token])
  const say = messages(redact)
  const section = sectionOfGap(step.run, error)
  const sections = [{ ...section, record: redactRecord(section.record, redact) }]
  const records = { found: [], unread: [error.message] }
  try {
    const commentUrl = await untilCancelled(step.runner.signal, async () => {
      const github = await githubOf(step, say)
      return github === null ? '' : commentOnRecords(step, github, sections, 'failure', records, say)
    })
    return { ...NOWHERE, commentUrl }
  } catch {
    return NOWHERE
  }
}

function unreadError(unread: readonly string[]): RehearsalError {
  return new RehearsalError('record-unreadable', `${unread.join('. ')}.`, {
    hint: 'Run the jobs again whose artifacts these are: the others are in this report.',
  })
}

/** What cannot be read may be the one that failed: nothing is said of all without it. */
function withGap(merged: RunRecord, gap: RehearsalError | null): RunRecord {
  if (gap === null) return merged
  const { code, message, hint } = gap
  return {
    ...merged,
    result: 'error',
    gate: null,
    run: { ...merged.run, status: 'error', error: { code, message, hint } },
    readiness: { ...merged.readiness, verdict: 'not-ready' },
  }
}

function reportSettings({ runner, mistakes }: Step) {
  const { settings, mistakes: others } = checkGiven(
    readInputs((name) => core.getInput(name)),
    'workflow',
  )
  const all = [...mistakes, ...others]
  if (all.length > 0) throw settingsInvalid(all, 'workflow')
  return {
    failOn: settings['fail-on'] ?? OPTIONS['fail-on'].default,
    directory: resolve(runner.directory, settings.out ?? OPTIONS.out.default),
  }
}

async function find({ run, settings }: Step, github: Github, say: Messages): Promise<RunRecords> {
  const runId = run.triggeredBy?.id ?? run.runId
  let records: RunRecords
  try {
    records = await readRecords(github, runId, settings, say)
  } catch (error) {
    throw noRecords(explainFailure(error, 'actions: read'))
  }
  if (records.found.length === 0) throw noRecords(`the run ${runId} has uploaded none.`)
  return records
}

function noRecords(reason: string): RehearsalError {
  return new RehearsalError('record-unreadable', `There is no record to report of: ${reason}`, {
    hint: 'A job with mode: rehearse uploads its record; artifact-name must begin the same in both.',
  })
}

async function commentOnRecords(
  { run, settings }: Step,
  github: Github,
  sections: readonly SectionInput[],
  failOn: FailOn,
  { found, unread }: RunRecords,
  say: Messages,
): Promise<string> {
  if (settings.comment === 'off') return ''
  try {
    const pull = run.triggeredBy === null ? run.pull : await pullOfRun(github, run.triggeredBy)
    if (pull === null) {
      say.notice(
        'No open pull request has this commit as its head (any more), so there is nothing to comment on.',
      )
      return ''
    }
    const key = settings.commentKey ?? keyOf(found) ?? run.job
    return await commentOnPull(
      github,
      { pull, key, sections, isWholeRun: unread.length === 0, begins: true, mode: settings.comment, failOn },
      say,
    )
  } catch (error) {
    say.notice(`The pull request got no comment: ${explainFailure(error, 'pull-requests: write')}`)
    return ''
  }
}

/** All records of a run have one comment, whichever of their jobs ended last. */
function keyOf(found: readonly FoundRecord[]): string | null {
  return found.map(({ origin }) => origin.key).toSorted()[0] ?? null
}
