import { NO_SURROUNDINGS, ORDER_IN_A_TERMINAL } from '../../engines/postgres/provision/surroundings.ts'
import { EXIT_CODES, type ExitCode } from '../../errors/exit-codes.ts'
import { escapeTerminal } from '../../progress/escape-terminal.ts'
import { exitCodeOf } from '../../rehearsal/gate.ts'
import type { FailOn } from '../../settings/options.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import { loadSettings } from '../load-settings.ts'
import type { Request } from '../parse-arguments.ts'
import { renderRecord } from '../render-record.ts'
import { writeError } from '../report-error.ts'
import { showProgress } from '../show-progress.ts'
import { print, type Terminal } from '../terminal.ts'

/** `pg-rehearsal rehearse` and `pg-rehearsal validate`: a run, its report, and the gate as exit code. */
export async function runRehearsal(request: Request, terminal: Terminal): Promise<ExitCode> {
  const settings = await loadSettings(request, terminal)
  const run = await loadPipeline(request.command)
  const { environment, signal } = terminal
  const surroundings = { ...NO_SURROUNDINGS, order: ORDER_IN_A_TERMINAL, environment }
  const invocation = { commit: environment.GITHUB_SHA ?? null, surroundings }
  const record = await showProgress(terminal, (emit) => run(settings, { emit, signal }, invocation))
  await print(terminal, renderRecord(record, settings.output.format, terminal))
  terminal.stderr.write(`The record and the reports are in ${escapeTerminal(settings.output.directory)}\n`)
  return conclude(record, settings.failOn, terminal)
}

/** Not before it is needed: the help, and a mistake in the settings, need no database driver. */
async function loadPipeline(command: Request['command']) {
  return command === 'validate'
    ? (await import('../../rehearsal/validate.ts')).validate
    : (await import('../../rehearsal/rehearse.ts')).rehearse
}

function conclude(record: RunRecord, failOn: FailOn, { stderr }: Terminal): ExitCode {
  const exitCode = exitCodeOf(record, failOn)
  if (record.run.error !== null) {
    writeError(stderr, record.run.error)
  } else if (exitCode !== EXIT_CODES.ok) {
    stderr.write(`The gate does not hold: --fail-on ${failOn}, and the result is ${record.result}.\n`)
  }
  return exitCode
}
