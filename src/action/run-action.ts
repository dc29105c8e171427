import * as core from '@actions/core'
import type { ExitCode } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { untilCancelled } from '../progress/until-cancelled.ts'
import { readActionInputs } from './action-inputs.ts'
import { readGithubRun } from './github-run.ts'
import { summaryOfError } from './job-summary.ts'
import { gateMode } from './modes/gate-mode.ts'
import { rehearseMode, uploadFailure } from './modes/rehearse-mode.ts'
import { reportMode } from './modes/report-mode.ts'
import { errorOfInputs } from './options-as-inputs.ts'
import { outputsWithoutRecord } from './outputs.ts'
import { fail, publish } from './publish.ts'
import { redactor } from './secrets.ts'
import type { Runner, Step } from './step.ts'

/** Does the step: what its mode says, outputs, job summary, and the verdict at last. Never rejects. */
export async function runAction(runner: Runner): Promise<ExitCode> {
  try {
    const { github: settings, mistakes } = readActionInputs((name) => core.getInput(name))
    const run = await readGithubRun(runner.environment)
    return await runMode({ runner, run, settings, mistakes })
  } catch (error) {
    return giveUp(error, runner)
  }
}

function runMode(step: Step): Promise<ExitCode> {
  const { mode } = step.settings
  switch (mode) {
    case 'rehearse':
      return rehearseMode(step).catch(async (error: unknown) => {
        await uploadFailure(step, knownError(error)).catch(() => {})
        throw error
      })
    case 'report':
      return reportMode(step)
    case 'gate':
      return untilCancelled(step.runner.signal, () => gateMode(step))
    default:
      return mode satisfies never
  }
}

/** There is no record: the settings are wrong, or the source cannot be read. */
async function giveUp(error: unknown, { environment }: Runner): Promise<ExitCode> {
  const known = knownError(error)
  const redact = redactor([])
  await publish(outputsWithoutRecord(), redact(summaryOfError(known)), environment)
  fail(redact(`Could not rehearse: ${known.message}\n${known.hint}`))
  return known.exitCode
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
