import * as core from '@actions/core'
import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import { progressLines } from '../progress/progress-lines.ts'
import { exitCodeOf } from '../rehearsal/gate.ts'
import { rehearse } from '../rehearsal/rehearse.ts'
import type { Environment } from '../settings/check-values.ts'
import type { FailOn } from '../settings/options.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import type { ParsedSettings } from '../settings/parsed-settings.ts'
import { readSettingsFile } from '../settings/read-settings-file.ts'
import type { RunRecord } from '../stages/record/run-record.ts'
import { renderTerminal } from '../stages/report/render-terminal.ts'
import { verdictOf } from '../stages/report/verdict.ts'
import { readInputs } from './inputs.ts'
import { summaryOfError, summaryOfRun } from './job-summary.ts'
import { jobSurroundings } from './job-surroundings.ts'
import { outputsOf, outputsWithoutRecord } from './outputs.ts'
import { rehearsedCommit } from './rehearsed-commit.ts'
import { type Redact, redactor, secretsIn } from './secrets.ts'
import type { StepLog } from './step-log.ts'

/** What the action may know of the process that runs it. */
export interface Runner {
  readonly environment: Environment
  /** The workspace of the job. */
  readonly directory: string
  /** How many workers this machine can run at once. */
  readonly parallelism: number
  readonly log: StepLog
  /** Asks for the end of the run; its reason is a RehearsalError. */
  readonly signal: AbortSignal
}

/** Does the step: inputs, rehearsal, outputs, job summary, and the verdict at last. Never rejects. */
export async function runAction(runner: Runner): Promise<ExitCode> {
  try {
    const settings = await loadSettings(runner)
    const redact = hideSecrets(settings)
    const record = await rehearseInLog(settings, redact, runner)
    await publish(outputsOf(record, settings), redact(summaryOfRun(record)), runner)
    return conclude(record, settings.failOn, redact)
  } catch (error) {
    return giveUp(error, runner)
  }
}

async function loadSettings({ environment, directory, parallelism }: Runner): Promise<ParsedSettings> {
  const given = readInputs((name) => core.getInput(name))
  const file = await readSettingsFile(typeof given.config === 'string' ? given.config : null, directory)
  return parseSettings({ command: 'rehearse', given, file, environment, parallelism, mistakes: [] })
}

function hideSecrets({ postgres }: ParsedSettings): Redact {
  const secrets = secretsIn(postgres.url)
  for (const secret of secrets) core.setSecret(secret)
  return redactor(secrets)
}

async function rehearseInLog(settings: ParsedSettings, redact: Redact, runner: Runner): Promise<RunRecord> {
  const { environment, log, signal } = runner
  const commit = await rehearsedCommit(environment)
  return log.withoutCommands(async (print) => {
    const write = (text: string) => print(redact(text))
    const { emit } = progressLines(write, () => performance.now())
    const record = await rehearse(
      settings,
      { emit, signal },
      { commit, surroundings: jobSurroundings(environment) },
    )
    write(`\n${renderTerminal(record, { color: true, width: 120 })}`)
    return record
  })
}

/** Before the verdict, so that the steps that follow have them also when this one fails. */
async function publish(
  outputs: ReadonlyMap<string, string>,
  summary: string,
  { environment }: Runner,
): Promise<void> {
  try {
    for (const [name, value] of outputs) core.setOutput(name, value)
    // Some runners have no job summaries, and there core.summary throws.
    if (environment.GITHUB_STEP_SUMMARY) await core.summary.addRaw(summary).write({ overwrite: true })
  } catch (error) {
    core.warning(`The outputs or the job summary could not be written: ${error}`)
  }
}

function conclude(record: RunRecord, failOn: FailOn, redact: Redact): ExitCode {
  const exitCode = exitCodeOf(record, failOn)
  const { headline, explanation } = verdictOf(record)
  if (record.run.error !== null) {
    fail(`Could not rehearse: ${record.run.error.message}\n${record.run.error.hint}`, redact)
  } else if (exitCode === EXIT_CODES.ok) {
    core.notice(escapeTerminal(redact(`${headline}. ${explanation}`)))
  } else {
    fail(`${headline}. ${explanation} The gate does not hold (fail-on: ${failOn}).`, redact)
  }
  return exitCode
}

/** There is no record: the settings are wrong, or the source cannot be read. */
async function giveUp(error: unknown, runner: Runner): Promise<ExitCode> {
  const known = error instanceof RehearsalError ? error : bugOf(error)
  const redact = redactor([])
  await publish(outputsWithoutRecord(), redact(summaryOfError(known)), runner)
  fail(`Could not rehearse: ${known.message}\n${known.hint}`, redact)
  return known.exitCode
}

/** The message of a foreign error can hold a cell value or a password, so only its kind is shown. */
export function bugOf(error: unknown): RehearsalError {
  const kind = error instanceof Error ? error.name : typeof error
  return new RehearsalError('internal', `this is a bug in pg-rehearsal (${kind})`, {
    hint: 'Please report it, with the log of this step.',
    cause: error,
  })
}

function fail(message: string, redact: Redact): void {
  core.setFailed(escapeTerminal(redact(message)))
}
