import { inspect } from 'node:util'
import { EXIT_CODES, type ExitCode } from '../errors/exit-codes.ts'
import { RehearsalError } from '../errors/rehearsal-error.ts'
import { escapeTerminal } from '../progress/escape-terminal.ts'
import type { Terminal } from './terminal.ts'

/** Says on standard error why the command could not go on, and gives the exit code for it. */
export function reportError(error: unknown, { stderr, environment }: Terminal): ExitCode {
  if (error instanceof RehearsalError) {
    writeError(stderr, error)
    return error.exitCode
  }
  // The message of a foreign error can hold a cell value or a password, so only its kind is shown.
  writeError(stderr, {
    message: `This is a bug in pg-rehearsal (${error instanceof Error ? error.name : typeof error}).`,
    hint: 'Please report it, with the output of the same command under DEBUG=pg-rehearsal.',
  })
  if (environment.DEBUG === 'pg-rehearsal') stderr.write(`${escapeTerminal(inspect(error))}\n`)
  return EXIT_CODES.internal
}

/** The two lines that every error ends with. */
export function writeError(
  stderr: Terminal['stderr'],
  { message, hint }: { readonly message: string; readonly hint: string },
): void {
  stderr.write(`error: ${escapeTerminal(message)}\nhint: ${escapeTerminal(hint)}\n`)
}
