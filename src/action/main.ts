import { availableParallelism } from 'node:os'
import * as core from '@actions/core'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { keepHeapSmall } from '../threads/small-heap.ts'
import { bugOf, runAction } from './run-action.ts'
import { StepLog } from './step-log.ts'

keepHeapSmall()
const log = new StepLog((text) => process.stdout.write(text))
const cancellation = new AbortController()
cancelOnSignals()
process.on('uncaughtException', (error) => {
  log.resumeCommands()
  core.setFailed(`Could not rehearse: ${bugOf(error).message}`)
  process.exit(EXIT_CODES.internal)
})
process.exitCode = await runAction({
  environment: process.env,
  directory: process.cwd(),
  parallelism: availableParallelism(),
  log,
  signal: cancellation.signal,
})
// a request that nobody waits for any more would keep the process alive; the log is written to its end before
if (cancellation.signal.aborted) process.stdout.write('', () => process.exit())

/**
 * The runner sends SIGINT, 7.5 s later SIGTERM, and 2.5 s later it kills: the first asks the run to stop and clean up, or
 * to stop telling GitHub of it; the second ends the process at once.
 */
function cancelOnSignals(): void {
  const signals = [
    ['SIGINT', 'cancelled-sigint', EXIT_CODES.sigint],
    ['SIGTERM', 'cancelled-sigterm', EXIT_CODES.sigterm],
  ] as const
  for (const [signal, code, exitCode] of signals) {
    process.on(signal, () => {
      if (cancellation.signal.aborted) process.exit(exitCode)
      cancellation.abort(new RehearsalError(code, `Cancelled by ${signal}.`, { hint: 'Run the job again.' }))
    })
  }
}
