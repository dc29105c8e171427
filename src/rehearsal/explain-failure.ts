import { RehearsalError } from '../errors/rehearsal-error.ts'

/**
 * Why a run that has a record could not go on. A cancelled run fails wherever it happens to be; the reason is what the signal
 * says.
 */
export function explainFailure(error: unknown, signal: AbortSignal): RehearsalError {
  if (signal.aborted && signal.reason instanceof RehearsalError) {
    const { code, message, hint } = signal.reason
    return new RehearsalError(code, message, { hint: `${hint} What was found so far is in the record.` })
  }
  if (error instanceof RehearsalError) return error
  return new RehearsalError('internal', 'pg-rehearsal ran into a bug of its own.', {
    hint: 'Please report it, with the record and the version of pg-rehearsal.',
    cause: error,
  })
}
