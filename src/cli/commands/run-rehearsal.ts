import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { NO_SURROUNDINGS, ORDER_IN_A_TERMINAL } from '../../engines/postgres/provision/surroundings.ts'
import type { ExitCode } from '../../errors/exit-codes.ts'
import { escapeTerminal } from '../../progress/escape-terminal.ts'
import { startThreads } from '../../rehearsal/start-threads.ts'
import type { ParsedSettings } from '../../settings/parsed-settings.ts'
import { knownToGit } from '../../shell/known-to-git.ts'
import type { RunRecord } from '../../stages/record/run-record.ts'
import type { ThreadPool } from '../../threads/thread-pool.ts'
import { conclude } from '../conclude.ts'
import { loadSettings } from '../load-settings.ts'
import type { Request } from '../parse-arguments.ts'
import { renderRecord } from '../render-record.ts'
import { showProgress } from '../show-progress.ts'
import { print, type Terminal } from '../terminal.ts'

/** `pg-rehearsal rehearse` and `pg-rehearsal validate`: a run, its report, and the gate as exit code. */
export async function runRehearsal(request: Request, terminal: Terminal): Promise<ExitCode> {
  const settings = await loadSettings(request, terminal)
  await noteCommittedHistory(settings, terminal)
  const threads = await startThreads(settings)
  const record = await execute(request, settings, threads, terminal).finally(() => threads.close())
  await print(terminal, renderRecord(record, settings.output.format, terminal))
  terminal.stderr.write(`The record and the reports are in ${escapeTerminal(settings.output.directory)}\n`)
  return conclude(record, settings.failOn, terminal)
}

/** The action takes none of a pull request; here nobody knows whose the commit is, so it is believed, and said. */
async function noteCommittedHistory(
  { output }: ParsedSettings,
  { directory, environment, stderr }: Terminal,
): Promise<void> {
  const file = resolve(directory, output.history)
  if (!existsSync(file) || (await knownToGit(file, environment)) !== 'tracked') return
  stderr.write(
    `${escapeTerminal(output.history)} is tracked by git: what a commit says there of earlier runs is believed, and decides which issues are new\n`,
  )
}

async function execute(
  { command }: Request,
  settings: ParsedSettings,
  threads: ThreadPool,
  terminal: Terminal,
): Promise<RunRecord> {
  const { environment, signal } = terminal
  const run = await loadPipeline(command)
  const surroundings = { ...NO_SURROUNDINGS, order: ORDER_IN_A_TERMINAL, environment }
  const invocation = { commit: environment.GITHUB_SHA ?? null, surroundings, threads }
  return await showProgress(terminal, (emit) => run(settings, { emit, signal }, invocation))
}

/** Not before it is needed: the help, and a mistake in the settings, need no database driver. */
async function loadPipeline(command: Request['command']) {
  return command === 'validate'
    ? (await import('../../rehearsal/validate.ts')).validate
    : (await import('../../rehearsal/rehearse.ts')).rehearse
}
