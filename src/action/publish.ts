import * as core from '@actions/core'
import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import type { RehearsalError } from '../errors/rehearsal-error.ts'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import { exitCodeOf } from '../rehearsal/gate.ts'
import type { Environment } from '../settings/check-values.ts'
import type { FailOn } from '../stages/record/gate-record.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { verdictOf } from '../stages/report/verdict.ts'

/**
 * Sets the outputs and the job summary, over those that were set before. It is done as soon as there is something to
 * set: the runner reads them also after a step that was killed. Never rejects.
 */
export async function publish(
  outputs: ReadonlyMap<string, string>,
  summary: string,
  environment: Environment,
): Promise<void> {
  try {
    for (const [name, value] of outputs) core.setOutput(name, value)
    core.summary.emptyBuffer()
    // Some runners have no job summaries, and there core.summary throws.
    if (environment.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary).write({ overwrite: true })
  } catch (error) {
    core.warning(`The outputs or the job summary could not be written: ${error}`)
  }
}

/** The verdict as the last word of the step: the rehearsal says no, or it could not be, are told apart. */
export function conclude(record: RunRecord, failOn: FailOn): ExitCode {
  const exitCode = exitCodeOf(record, failOn)
  const { headline, explanation } = verdictOf(record)
  if (record.run.error !== null) {
    fail(`Could not rehearse: ${record.run.error.message}\n${record.run.error.hint}`)
  } else if (exitCode === EXIT_CODES.ok) {
    core.notice(escapeTerminal(`${headline}. ${explanation}`))
  } else {
    fail(`${headline}. ${explanation}`)
  }
  return exitCode
}

/** The rehearsal is done, and what it found is kept; GitHub was not told all of it. */
export function concludeEarly(record: RunRecord, { message, exitCode }: RehearsalError): ExitCode {
  const { headline, explanation } = verdictOf(record)
  fail(`${headline}. ${explanation} Not all of it could be shown: ${message}`)
  return exitCode
}

/** @param message without secrets */
export function fail(message: string): void {
  core.setFailed(escapeTerminal(message))
}
