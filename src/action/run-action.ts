import * as core from '@actions/core'
import type { ExitCode } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { untilCancelled } from '../progress/until-cancelled.ts'
import { type Mode, readActionInputs } from './action-inputs.ts'
import { readGithubRun } from './github-run.ts'
import { summaryOf } from './job-summary.ts'
import { gateMode } from './modes/gate-mode.ts'
import { rehearseMode } from './modes/rehearse-mode.ts'
import { reportMode, tellNoReport } from './modes/report-mode.ts'
import { tellFailure } from './modes/tell-failure.ts'
import { errorOfInputs } from './options-as-inputs.ts'
import { NOWHERE, outputsWithoutRecord, type Places } from './outputs.ts'
import { fail, publish } from './publish.ts'
import { redactor } from './secrets.ts'
import type { Runner, Step } from './step.ts'

/** Does the step: what its mode says, outputs, job summary, and the verdict at last. Never rejects. */
export async function runAction(runner: Runner): Promise<ExitCode> {
  const { github: settings, mistakes } = readActionInputs((name) => core.getInput(name))
  const run = await readGithubRun(runner.environment)
  const step = { runner, run, settings, mistakes }
  return runMode(step).catch((error: unknown) => giveUp(knownError(error), step))
}

function runMode(step: Step): Promise<ExitCode> {
  const { mode } = step.settings
  switch (mode) {
    case 'rehearse':
      return rehearseMode(step)
    case 'report':
      return reportMode(step)
    case 'gate':
      return untilCancelled(step.runner.signal, () => gateMode(step))
    default:
      return mode satisfies never
  }
}

/** There is no record: the settings are wrong, or the source cannot be read. Never rejects. */
async function giveUp(error: RehearsalError, step: Step): Promise<ExitCode> {
  const { failed, headline } = WORDS[step.settings.mode]
  const redact = redactor([])
  const summary = redact(summaryOf(`⛔ ${headline}`, [error.message, error.hint]))
  const { environment } = step.runner
  // a first time at once, because the rest takes time that a cancelled job does not have
  await publish(outputsWithoutRecord(), summary, environment)
  await publish(outputsWithoutRecord(await tell(error, step)), summary, environment)
  fail(redact(`${failed}: ${error.message}\n${error.hint}`))
  return error.exitCode
}

/** What a mode could not do, as the message of the step and above its summary. */
const WORDS = {
  rehearse: { failed: 'Could not rehearse', headline: 'Migration rehearsal: could not start' },
  report: { failed: 'Could not report', headline: 'Report of the rehearsals: could not start' },
  gate: { failed: 'Could not ask the gate', headline: 'The gate is closed: it could not be asked' },
} as const satisfies Record<Mode, object>

/** Says it in the other places that the mode writes to. */
async function tell(error: RehearsalError, step: Step): Promise<Places> {
  const { mode } = step.settings
  switch (mode) {
    case 'rehearse':
      return await tellFailure(step, error)
    case 'report':
      return await tellNoReport(step, error)
    case 'gate':
      return NOWHERE
    default:
      return mode satisfies never
  }
}

function knownError(error: unknown): RehearsalError {
  return error instanceof RehearsalError ? errorOfInputs(error) : bugOf(error)
}

/** The message of a foreign error can hold a cell value or a password, so only its kind is shown. */
export function bugOf(error: unknown): RehearsalError {
  const kind = error instanceof Error ? error.name : typeof error
  return new RehearsalError('internal', `This is a bug in pg-rehearsal (${kind}).`, {
    hint: 'Please report it, with the log of this step.',
    cause: error,
  })
}
