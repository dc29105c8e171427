import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as core from '@actions/core'
import type { RehearsalError } from '../../errors/rehearsal-error.ts'
import { untilCancelled } from '../../progress/until-cancelled.ts'
import { failureRecord } from '../../rehearsal/failure-record.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import { writeRunRecord } from '../../stages/record/write-run-record.ts'
import { isOfMode } from '../action-inputs.ts'
import { uploadRun } from '../artifacts/upload-run.ts'
import { commentOnRun } from '../comment/comment-on-run.ts'
import { TRUSTED_EVENTS } from '../github-run.ts'
import { readInputs } from '../inputs.ts'
import { messages } from '../messages.ts'
import { NOWHERE, type Places } from '../outputs.ts'
import { redactRecord } from '../redact-record.ts'
import { type Redact, redactor, secretsIn } from '../secrets.ts'
import { githubOf, type Step } from '../step.ts'
import { withinGrace } from './within-grace.ts'

/**
 * Tells of a rehearsal that ended before there was a record: its failure becomes one. As an artifact it is for the gate and
 * for who puts the records of a matrix together, to whom a leg without one would be a leg that is not there; in the comment
 * it takes the place of the verdict on an older commit. Never rejects, and fails nothing.
 */
export async function tellFailure(step: Step, error: RehearsalError): Promise<Places> {
  const { snapshot = '', 'postgres-url': url = '' } = readInputs((name) => core.getInput(name))
  const { token } = step.settings
  const secrets = typeof url === 'string' ? secretsIn(url) : []
  const redact = redactor(token === null ? secrets : [...secrets, token])
  const record = redactRecord(
    failureRecord(error, { commit: step.run.sha, sourcePath: typeof snapshot === 'string' ? snapshot : '' }),
    redact,
  )
  const uploaded = (await withinGrace(upload(step, record, error, redact))) ?? NOWHERE
  const commentUrl = await comment(step, record, uploaded, redact).catch(() => '')
  return { ...uploaded, commentUrl }
}

async function upload(
  step: Step,
  record: RunRecord,
  { exitCode }: RehearsalError,
  redact: Redact,
): Promise<Places> {
  // of the other events no gate and no report reads a record
  if (step.run.event !== 'pull_request' && !TRUSTED_EVENTS.includes(step.run.event)) return NOWHERE
  const directory = await mkdtemp(
    join(step.runner.environment.RUNNER_TEMP ?? tmpdir(), 'pg-rehearsal-failure-'),
  )
  try {
    await writeRunRecord(directory, record)
    return { ...NOWHERE, ...(await uploadRun(step, directory, exitCode, redact, messages(redact))) }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function comment(step: Step, record: RunRecord, artifacts: Places, redact: Redact): Promise<string> {
  if (step.settings.comment === 'off' || step.run.pull === null) return ''
  const say = messages(redact)
  return await untilCancelled(step.runner.signal, async () =>
    commentOnRun(
      step,
      await githubOf(step, say),
      // nobody knows whether the step was to rehearse, and what nobody rehearses would stay in the comment for ever
      { failOn: 'failure', begins: !step.mistakes.some(isOfMode) },
      { record, baseline: NONE },
      artifacts,
      say,
    ),
  )
}

/** It is compared with nothing. */
const NONE = { kind: 'none', reason: null } as const
