import { resolve } from 'node:path'
import * as core from '@actions/core'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { progressLines } from '../../progress/progress-lines.ts'
import { untilCancelled } from '../../progress/until-cancelled.ts'
import { exitCodeOf, gateHolds } from '../../rehearsal/gate.ts'
import { rehearse } from '../../rehearsal/rehearse.ts'
import { checkGiven } from '../../settings/check-values.ts'
import { settingsInvalid } from '../../settings/mistake.ts'
import { parseSettings } from '../../settings/parse-settings.ts'
import type { ParsedSettings } from '../../settings/parsed-settings.ts'
import { readSettingsFile } from '../../settings/read-settings-file.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { Baseline } from '../../stages/report/baseline.ts'
import { renderTerminal } from '../../stages/report/render-terminal.ts'
import { isOfMode } from '../action-inputs.ts'
import { annotate } from '../annotations/annotate.ts'
import { uploadRun } from '../artifacts/upload-run.ts'
import { commentOnRun } from '../comment/comment-on-run.ts'
import { baselineOf } from '../history/baseline-of.ts'
import { believedHistoryFile } from '../history/believed-history-file.ts'
import { GithubHistory } from '../history/github-history.ts'
import { readInputs } from '../inputs.ts'
import { jobSurroundings } from '../job-surroundings.ts'
import { messages } from '../messages.ts'
import { recordOfInputs } from '../options-as-inputs.ts'
import { NOWHERE } from '../outputs.ts'
import { conclude, concludeEarly } from '../publish.ts'
import { redactRecord } from '../redact-record.ts'
import { type Redact, redactor, secretsIn } from '../secrets.ts'
import { showRun } from '../show-run.ts'
import { githubOf, type Step } from '../step.ts'
import { refuseForeignCommands } from './refuse-foreign-commands.ts'
import { withinGrace } from './within-grace.ts'

/**
 * `mode: rehearse`: the rehearsal, compared with the history of its branch, and everything by which GitHub shows it.
 * What cannot be shown is said, and never makes a good rehearsal fail.
 *
 * @throws RehearsalError when there is no record
 */
export async function rehearseMode(step: Step): Promise<ExitCode> {
  const { signal, directory } = step.runner
  const given = await loadSettings(step)
  const redact = hideSecrets(given, step)
  const say = messages(redact)
  const github = await githubOf(step, say)
  const history = new GithubHistory(github, step, redact, say)
  const historyFile = await believedHistoryFile(resolve(directory, given.output.history), step, say)
  const settings = { ...given, output: { ...given.output, history: historyFile } }
  const baseline = await untilCancelled(signal, () => history.prepare(historyFile)).catch(() => UNREAD)
  const record = recordOfInputs(redactRecord(await rehearseInLog(settings, redact, step), redact))
  const shown = {
    record,
    baseline: baselineOf(record, baseline),
    directory: resolve(directory, settings.output.directory),
  }
  // a first time at once, because the rest takes time that a cancelled job does not have
  await showRun(step, shown, NOWHERE)
  await annotate(record, settings, directory, gateHolds(record, settings.failOn))
  const exitCode = exitCodeOf(record, settings.failOn)
  if (record.run.status === 'cancelled') {
    await withinGrace(uploadRun(step, shown.directory, exitCode, redact, say))
    return conclude(record, settings.failOn)
  }
  try {
    const places = await untilCancelled(signal, async () => {
      const artifacts = await uploadRun(step, shown.directory, exitCode, redact, say)
      await history.keep(historyFile)
      return { ...artifacts, commentUrl: await commentOnRun(step, github, settings, shown, artifacts, say) }
    })
    await showRun(step, shown, places)
  } catch (error) {
    if (signal.aborted) return concludeEarly(record, signal.reason)
    throw error
  }
  return conclude(record, settings.failOn)
}

/** The rehearsal ends at once, too. */
const UNREAD: Baseline = { kind: 'none', reason: 'the run was cancelled before it was read.' }

async function loadSettings({ runner, run, mistakes }: Step): Promise<ParsedSettings> {
  const { environment, directory, parallelism, signal } = runner
  const given = readInputs((name) => core.getInput(name))
  // nobody knows what else is wanted where it is not known whether this is a rehearsal
  if (mistakes.some(isOfMode)) {
    throw settingsInvalid([...mistakes, ...checkGiven(given, 'workflow').mistakes], 'workflow')
  }
  const file = await readSettingsFile(
    typeof given.config === 'string' ? given.config : null,
    directory,
    signal,
  )
  const settings = parseSettings({
    door: 'workflow',
    command: 'rehearse',
    given,
    file,
    environment,
    parallelism,
    mistakes,
  })
  refuseForeignCommands(run.event, settings, given)
  return settings
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
