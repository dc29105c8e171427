import { availableParallelism } from 'node:os'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { keepHeapSmall } from '../threads/small-heap.ts'
import { reportError } from './report-error.ts'
import { runCommand } from './run-command.ts'
import type { Terminal } from './terminal.ts'

/** Runs the command line of this process and sets its exit code. */
export async function main(): Promise<void> {
  keepHeapSmall()
  const cancellation = new AbortController()
  const terminal: Terminal = {
    arguments: process.argv.slice(2),
    environment: process.env,
    directory: process.cwd(),
    parallelism: availableParallelism(),
    stdout: process.stdout,
    stderr: process.stderr,
    signal: cancellation.signal,
  }
  cancelOnSignals(cancellation)
  surviveClosedOutputs(terminal)
  process.on('uncaughtException', (error) => process.exit(reportError(error, terminal)))
  process.exitCode = await runCommand(terminal)
}

/**
 * The first signal asks the run to stop and clean up, the second one ends the process at once; but a terminal that is
 * closed may send more than one.
 */
function cancelOnSignals(cancellation: AbortController): void {
  const signals = [
    ['SIGHUP', 'cancelled-sighup', EXIT_CODES.sighup],
    ['SIGINT', 'cancelled-sigint', EXIT_CODES.sigint],
    ['SIGTERM', 'cancelled-sigterm', EXIT_CODES.sigterm],
  ] as const
  for (const [signal, code, exitCode] of signals) {
    process.on(signal, () => {
      if (cancellation.signal.aborted) {
        if (signal === 'SIGHUP') return
        process.exit(exitCode)
      }
      const hint = 'Run the command again.'
      cancellation.abort(new RehearsalError(code, `Cancelled by ${signal}.`, { hint }))
    })
  }
}

/** Whoever writes learns of the failure by the callback; the event alone would end the process with a stack. */
function surviveClosedOutputs({ stdout, stderr }: Terminal): void {
  stdout.on('error', () => {})
  stderr.on('error', () => {})
}
